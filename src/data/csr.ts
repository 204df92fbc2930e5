import { Compressed, sliceRange, type SparseParts, takeMajor, takeMinor } from "./compressed.ts";
import { allocate, type DType, type TypedArray } from "./dtype.ts";
import { Dense } from "./dense.ts";

/**
 * A sparse matrix `nRows × nCols` compressed by rows: row `i` holds entries `indptr[i]` to `indptr[i + 1]`.
 *
 * @example A 2 × 3 matrix with two entries
 * ```ts
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = new Csr({
 *   shape: [2, 3],
 *   indptr: new Int32Array([0, 1, 2]),
 *   indices: new Int32Array([2, 0]),
 *   data: new Float32Array([5, 7]),
 * });
 * assert.equal(x.nnz, 2);
 * assert.deepEqual(x.toDense().toRows(), [[0, 0, 5], [7, 0, 0]]);
 * ```
 */
export class Csr extends Compressed {
  /** Tells the kinds of array apart. */
  readonly kind = "csr";

  /**
   * A matrix over the given arrays.
   *
   * @param parts Shape and the three arrays; kept, not copied.
   * @throws {WeftError} `Misaligned` or `Corrupt` when the arrays do not describe a matrix of that shape.
   */
  constructor(parts: SparseParts) {
    super(parts, 0);
    Object.freeze(this);
  }

  /** The stored entries of a dense matrix that are not zero. */
  static fromDense(dense: Dense): Csr {
    const { nRows, nCols, data } = dense;
    const indptr = new Int32Array(nRows + 1);
    let nnz = 0;
    for (let i = 0; i < nRows; i++) {
      for (let j = 0; j < nCols; j++) if (Number(data[i * nCols + j]) !== 0) nnz++;
      indptr[i + 1] = nnz;
    }
    const indices = new Int32Array(nnz);
    const values = allocate(dense.dtype, nnz);
    for (let p = 0, at = 0; p < data.length; p++) {
      if (Number(data[p]) === 0) continue;
      indices[at] = p % nCols;
      values[at++] = data[p]!;
    }
    return new Csr({ shape: [nRows, nCols], indptr, indices, data: values, dtype: dense.dtype });
  }

  /** Rows `start` (included) to `end` (excluded); indices and data share memory. */
  rowRange(start: number, end: number): Csr {
    return new Csr({ ...sliceRange(this, start, end), shape: [end - start, this.nCols], dtype: this.dtype });
  }

  /** Rows in the order given, as a copy. */
  takeRows(order: ArrayLike<number>): Csr {
    return new Csr({ ...takeMajor(this, this.dtype, order), shape: [order.length, this.nCols], dtype: this.dtype });
  }

  /** Columns in the order given, as a copy. */
  takeColumns(order: ArrayLike<number>): Csr {
    const parts = takeMinor(this, this.dtype, this.nCols, order);
    return new Csr({ ...parts, shape: [this.nRows, order.length], dtype: this.dtype });
  }

  /** The same pattern with other values; indptr and indices are shared. */
  withData(data: TypedArray, dtype?: DType): Csr {
    return new Csr({ ...this, data, ...(dtype ? { dtype } : { dtype: undefined }) } as SparseParts);
  }

  /** All entries, zeros included; entries stored twice are added. */
  toDense(): Dense {
    const data = allocate(this.dtype, this.nRows * this.nCols);
    for (let i = 0; i < this.nRows; i++) {
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        (data as Float64Array)[i * this.nCols + this.indices[p]!]! += this.data[p] as number;
      }
    }
    return new Dense(data, { shape: this.shape, dtype: this.dtype });
  }
}
