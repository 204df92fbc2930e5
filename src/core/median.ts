/**
 * The middle value, or the mean of the two middle ones.
 *
 * @param values Any numbers.
 * @returns Their median; NaN for none.
 *
 * @example
 * ```ts
 * import { median } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * assert.equal(median([9, 1, 3]), 3);
 * assert.equal(median([9, 1, 3, 5]), 4);
 * ```
 */
export function median(values: ArrayLike<number>): number {
  const rising = Float64Array.from(values).sort();
  const middle = rising.length >> 1;
  if (rising.length === 0) return NaN;
  return rising.length % 2 === 1 ? rising[middle]! : (rising[middle - 1]! + rising[middle]!) / 2;
}
