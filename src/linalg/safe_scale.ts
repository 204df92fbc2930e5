/**
 * A power of two that brings the largest element near 1, so that squares of squares neither overflow nor vanish; 1 for
 * elements of ordinary size, whose results then keep their bits.
 */
export function safeScale(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || (largest > 1e-60 && largest < 1e60)) return 1;
  return 2 ** Math.min(1023, -Math.floor(Math.log2(largest)));
}
