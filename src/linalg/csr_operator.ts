import type { LinearOperator } from "./linear_operator.ts";

/** What the sparse operator needs of a matrix compressed by rows; a `Csr` has this shape. */
export interface CsrLike {
  /** Number of rows. */
  readonly nRows: number;
  /** Number of columns. */
  readonly nCols: number;
  /** Where each row begins; one longer than the rows. */
  readonly indptr: Int32Array;
  /** Column of every stored entry. */
  readonly indices: Int32Array;
  /** Value of every stored entry. */
  readonly data: ArrayLike<number>;
}

/**
 * A matrix compressed by rows as a {@linkcode LinearOperator}.
 *
 * @param x `nRows × nCols`; entries stored twice count twice.
 * @returns The operator; `x` is read at every product, not copied.
 *
 * @example
 * ```ts
 * import { csrOperator } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const a = csrOperator({
 *   nRows: 2,
 *   nCols: 3,
 *   indptr: Int32Array.of(0, 1, 2),
 *   indices: Int32Array.of(2, 0),
 *   data: Float64Array.of(5, 7),
 * });
 * assert.deepEqual([...a.apply(Float64Array.of(1, 1, 1), 1)], [5, 7]);
 * assert.deepEqual([...a.applyTransposed(Float64Array.of(1, 2), 1)], [14, 0, 5]);
 * ```
 */
export function csrOperator({ nRows, nCols, indptr, indices, data }: CsrLike): LinearOperator {
  return {
    nRows,
    nCols,
    apply(x, width) {
      const out = new Float64Array(nRows * width);
      for (let i = 0; i < nRows; i++) {
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
          const value = data[p]!;
          for (let c = 0, from = indices[p]! * width, to = i * width; c < width; c++) {
            out[to++]! += value * x[from++]!;
          }
        }
      }
      return out;
    },
    applyTransposed(y, width) {
      const out = new Float64Array(nCols * width);
      for (let i = 0; i < nRows; i++) {
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
          const value = data[p]!;
          for (let c = 0, from = i * width, to = indices[p]! * width; c < width; c++) {
            out[to++]! += value * y[from++]!;
          }
        }
      }
      return out;
    },
  };
}
