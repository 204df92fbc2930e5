import { studentTwoSided } from "../../core/special/incomplete_beta.ts";
import type { Moments } from "./group_moments.ts";
import type { TestResult } from "./test_result.ts";

/**
 * Welch's t-test of every gene, from moments: t = (m₁ − m₂) / √(v₁/n₁ + v₂/n₂) with Welch and Satterthwaite's degrees
 * of freedom. A gene that is equal and constant in both sets has score 0 and p-value 1.
 *
 * @param group Moments in the group.
 * @param other Moments in what it is compared with.
 * @param nOther Number of observations that the other variance is divided by: `group.n` overestimates the variance of
 * a larger rest.
 */
export function welchTest(group: Moments, other: Moments, nOther: number): TestResult {
  const nGenes = group.mean.length;
  const scores = new Float64Array(nGenes);
  const pValues = new Float64Array(nGenes).fill(1);
  for (let j = 0; j < nGenes; j++) {
    const a = group.variance[j]! / group.n;
    const b = other.variance[j]! / nOther;
    const t = (group.mean[j]! - other.mean[j]!) / Math.sqrt(a + b);
    if (Number.isNaN(t)) continue;
    const degrees = (a + b) ** 2 / (a * a / (group.n - 1) + b * b / (nOther - 1));
    scores[j] = t;
    pValues[j] = studentTwoSided(t, degrees);
  }
  return { scores, pValues };
}
