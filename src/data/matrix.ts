import { transposeSlices } from "./compressed.ts";
import type { Csc } from "./csc.ts";
import { Csr } from "./csr.ts";
import type { Dense } from "./dense.ts";

/** A matrix in one of the three storages: dense, compressed by rows, compressed by columns. */
export type Matrix = Dense | Csr | Csc;

/**
 * Any matrix as a {@linkcode Csr}; a Csr itself is returned as it is.
 *
 * @param matrix `nRows × nCols`, any dtype.
 * @returns The same values by rows.
 *
 * @example
 * ```ts
 * import { Dense, toCsr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(toCsr(Dense.fromRows([[0, 1], [2, 0]])).nnz, 2);
 * ```
 */
export function toCsr(matrix: Matrix): Csr {
  if (matrix.kind === "csr") return matrix;
  if (matrix.kind === "dense") return Csr.fromDense(matrix);
  const rows = transposeSlices(matrix, matrix.dtype, matrix.nRows);
  return new Csr({ ...rows, shape: matrix.shape, dtype: matrix.dtype });
}

/**
 * Any matrix as a {@linkcode Dense}; a Dense itself is returned as it is.
 *
 * @param matrix `nRows × nCols`, any dtype.
 * @returns All elements, row major.
 *
 * @example
 * ```ts
 * import { Dense, toCsr, toDense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0, 1], [2, 0]]);
 * assert.deepEqual(toDense(toCsr(x)).toRows(), x.toRows());
 * ```
 */
export function toDense(matrix: Matrix): Dense {
  return matrix.kind === "dense" ? matrix : matrix.toDense();
}

/** Rows of a matrix in the order given; consecutive rows share memory where the storage allows it. */
export function takeRows<M extends Matrix>(matrix: M, order: ArrayLike<number>): M {
  const consecutive = isConsecutive(order);
  if (consecutive && matrix.kind !== "csc") {
    return matrix.rowRange(order[0] ?? 0, (order[0] ?? 0) + order.length) as M;
  }
  return matrix.takeRows(order) as M;
}

/** Columns of a matrix in the order given; consecutive columns of a Csc share memory. */
export function takeColumns<M extends Matrix>(matrix: M, order: ArrayLike<number>): M {
  if (matrix.kind === "csc" && isConsecutive(order)) {
    return matrix.columnRange(order[0] ?? 0, (order[0] ?? 0) + order.length) as M;
  }
  return matrix.takeColumns(order) as M;
}

function isConsecutive(order: ArrayLike<number>): boolean {
  for (let i = 1; i < order.length; i++) if (order[i] !== order[i - 1]! + 1) return false;
  return true;
}
