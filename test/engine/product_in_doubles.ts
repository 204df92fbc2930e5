import type { SparseRows } from "../../src/engine/mod.ts";

/** `A x + c` in doubles. */
export function productInDoubles(
  { nRows, indptr, indices, values }: SparseRows,
  x: Float32Array,
  width: number,
  c?: Float32Array,
): Float64Array {
  const y = new Float64Array(nRows * width);
  for (let i = 0; i < nRows; i++) {
    for (let f = 0; f < width; f++) {
      let sum = c?.[i * width + f] ?? 0;
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += values[p]! * x[indices[p]! * width + f]!;
      y[i * width + f] = sum;
    }
  }
  return y;
}
