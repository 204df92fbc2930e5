import type { DenseLike } from "../linalg/mod.ts";

/** Rows of a float64 matrix in the order given, as a copy. */
export function takeRows({ data, nCols }: DenseLike, rows: Int32Array): DenseLike & { readonly data: Float64Array } {
  const out = new Float64Array(rows.length * nCols);
  rows.forEach((row, i) => out.set(data.subarray(row * nCols, (row + 1) * nCols), i * nCols));
  return { data: out, nRows: rows.length, nCols };
}
