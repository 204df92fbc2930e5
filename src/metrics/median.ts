/** The middle of some numbers, or the mean of the two in the middle; NaN of none. */
export function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
