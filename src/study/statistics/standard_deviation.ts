import { mean } from "./mean.ts";

/**
 * The standard deviation of a sample: `sqrt(Σ(x − mean)² / (n − 1))`.
 *
 * @param values Any numbers.
 * @returns Their standard deviation; NaN for fewer than two.
 *
 * @example
 * ```ts
 * import { standardDeviation } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert.equal(standardDeviation([1, 3]), Math.SQRT2);
 * ```
 */
export function standardDeviation(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 2) return NaN;
  const middle = mean(values);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (values[i]! - middle) ** 2;
  return Math.sqrt(sum / (n - 1));
}
