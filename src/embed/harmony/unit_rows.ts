/** A copy of rows of `width`, each divided by its Euclidean length; rows of zeros stay. */
export function unitRows(x: Float64Array, width: number): Float64Array {
  const out = x.slice();
  for (let start = 0; start < x.length; start += width) {
    let square = 0;
    for (let at = start; at < start + width; at++) square += x[at]! * x[at]!;
    const length = Math.max(1e-12, Math.sqrt(square));
    for (let at = start; at < start + width; at++) out[at]! /= length;
  }
  return out;
}
