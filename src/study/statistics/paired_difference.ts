import { checkLength, checkNumber } from "../../core/check.ts";
import { studentTwoSided } from "../../core/special/incomplete_beta.ts";
import { mean } from "./mean.ts";
import { standardDeviation } from "./standard_deviation.ts";
import { studentQuantile } from "./student_quantile.ts";

/** How far one series lies above another, pair by pair. */
export interface PairedDifference {
  /** Pairs of which both values are known. */
  readonly n: number;
  /** Mean of the differences; NaN without pairs. */
  readonly mean: number;
  /** Standard deviation of the differences; NaN for fewer than two pairs. */
  readonly sd: number;
  /** Lower end of the interval; NaN for fewer than two pairs. */
  readonly low: number;
  /** Upper end of the interval; NaN for fewer than two pairs. */
  readonly high: number;
  /** Two-sided p-value of no difference by Student's paired t-test; NaN for fewer than two pairs. */
  readonly pValue: number;
}

/** Options of {@linkcode pairedDifference}. */
export interface PairedDifferenceOptions {
  /** Probability with which the interval covers the true mean; default 0.95. */
  readonly level?: number | undefined;
}

/**
 * Mean difference of paired values with its interval and p-value by Student's t: `mean ± t(n − 1) · sd / sqrt(n)`.
 *
 * Pairs of which a value is not a number are left out. Where all differences are alike the interval is that one value.
 *
 * @param values One value a pair, such as a score a seed.
 * @param baseline What they are compared with, in the same order.
 * @param options Level of the interval.
 * @returns Mean, spread, interval and p-value.
 * @throws {WeftError} `Misaligned` for series of different lengths, `InvalidArgument` for a level outside 0 … 1.
 *
 * @example
 * ```ts
 * import { pairedDifference } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * const { n, mean, low, high } = pairedDifference([0.9, 0.8, 0.85], [0.7, 0.7, 0.7]);
 * assert.equal(n, 3);
 * assert(low < mean && mean < high);
 * ```
 */
export function pairedDifference(
  values: ArrayLike<number>,
  baseline: ArrayLike<number>,
  { level = 0.95 }: PairedDifferenceOptions = {},
): PairedDifference {
  checkLength(values.length, baseline.length, "values", "the baseline");
  checkNumber(level, "level", Number.EPSILON, 1 - Number.EPSILON);
  const differences = Float64Array.from(values, (value, i) => value - baseline[i]!)
    .filter((difference) => Number.isFinite(difference));
  const n = differences.length;
  const [middle, sd] = [mean(differences), standardDeviation(differences)];
  if (n < 2) return { n, mean: middle, sd, low: NaN, high: NaN, pValue: NaN };
  const error = sd / Math.sqrt(n);
  const reach = studentQuantile((1 + level) / 2, n - 1) * error;
  const pValue = middle === 0 ? 1 : studentTwoSided(middle / error, n - 1);
  return { n, mean: middle, sd, low: middle - reach, high: middle + reach, pValue };
}
