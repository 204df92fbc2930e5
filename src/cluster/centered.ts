import type { DenseLike } from "../linalg/mod.ts";

/** A copy with column means taken off, so that sums of squares do not cancel. */
export function centered({ data, nRows, nCols }: DenseLike): { data: Float64Array; means: Float64Array } {
  const means = new Float64Array(nCols);
  for (let at = 0; at < data.length; at++) means[at % nCols]! += data[at]! / nRows;
  const shifted = new Float64Array(data.length);
  for (let at = 0; at < data.length; at++) shifted[at] = data[at]! - means[at % nCols]!;
  return { data: shifted, means };
}
