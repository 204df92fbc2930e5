/**
 * P-values corrected for several tests by Holm's step-down rule (1979), which keeps the probability of any false
 * finding: the k-th smallest of m is multiplied by `m − k + 1`, and none falls below a smaller one's.
 *
 * @param pValues One probability a test; NaN stands for a test that was not made and stays NaN.
 * @returns Corrected probabilities in the same order, at most 1.
 *
 * @example
 * ```ts
 * import { holm } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...holm([0.01, 0.5, 0.02])], [0.03, 0.5, 0.04]);
 * ```
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const corrected = Float64Array.from(pValues);
  const order = Array.from(corrected.keys()).filter((i) => !Number.isNaN(corrected[i]!))
    .sort((a, b) => corrected[a]! - corrected[b]! || a - b);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, corrected[i]! * (order.length - rank)));
    corrected[i] = largest;
  });
  return corrected;
}
