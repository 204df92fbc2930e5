/** Least and greatest of some numbers; `undefined` where there is none. */
export function extent(values: Float64Array): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
