/**
 * The arithmetic mean.
 *
 * @param values Any numbers.
 * @returns Their mean; NaN for none.
 *
 * @example
 * ```ts
 * import { mean } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert.equal(mean([1, 2, 6]), 3);
 * ```
 */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
