import { transposeSlices } from "./compressed.ts";
import { Csc } from "./csc.ts";
import { type Matrix, toCsr } from "./matrix.ts";

/**
 * Any matrix as a {@linkcode Csc}; a Csc itself is returned as it is.
 *
 * @param matrix `nRows × nCols`, any dtype.
 * @returns The same values by columns, rows rising within each column.
 *
 * @example
 * ```ts
 * import { Dense, toCsc } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...toCsc(Dense.fromRows([[0, 1], [2, 0]])).indptr], [0, 1, 2]);
 * ```
 */
export function toCsc(matrix: Matrix): Csc {
  if (matrix.kind === "csc") return matrix;
  const rows = toCsr(matrix);
  return new Csc({ ...transposeSlices(rows, rows.dtype, rows.nCols), shape: rows.shape, dtype: rows.dtype });
}
