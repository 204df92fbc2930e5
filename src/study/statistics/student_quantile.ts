import { checkNumber } from "../../core/check.ts";
import { studentTwoSided } from "../../core/special/incomplete_beta.ts";

/** Halvings of the bracket: beyond what a double can tell apart. */
const HALVINGS = 200;

/**
 * Quantile of Student's t: the value below which it falls with a given probability.
 *
 * @param probability Between 0 and 1, both excluded.
 * @param degrees Degrees of freedom, positive, not necessarily whole.
 * @returns The quantile, exact to rounding of the tail probability.
 * @throws {WeftError} `InvalidArgument` for a probability or degrees out of range.
 *
 * @example
 * ```ts
 * import { studentQuantile } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert(Math.abs(studentQuantile(0.975, 4) - 2.776445105) < 1e-8);
 * ```
 */
export function studentQuantile(probability: number, degrees: number): number {
  checkNumber(probability, "probability", Number.MIN_VALUE, 1 - Number.EPSILON / 2);
  checkNumber(degrees, "degrees", Number.MIN_VALUE);
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  const tail = 2 * (1 - probability);
  let [low, high] = [0, 1];
  while (studentTwoSided(high, degrees) > tail) [low, high] = [high, 2 * high];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTwoSided(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
