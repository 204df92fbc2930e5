import { Compressed, sliceRange, type SparseParts, takeMajor, takeMinor } from "./compressed.ts";
import { allocate } from "./dtype.ts";
import { Dense } from "./dense.ts";

/**
 * A sparse matrix `nRows × nCols` compressed by columns: column `j` holds entries `indptr[j]` to `indptr[j + 1]`.
 *
 * @example A 2 × 3 matrix with two entries
 * ```ts
 * import { Csc } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = new Csc({
 *   shape: [2, 3],
 *   indptr: new Int32Array([0, 1, 1, 2]),
 *   indices: new Int32Array([1, 0]),
 *   data: new Float32Array([7, 5]),
 * });
 * assert.deepEqual(x.toDense().toRows(), [[0, 0, 5], [7, 0, 0]]);
 * ```
 */
export class Csc extends Compressed {
  /** Tells the kinds of array apart. */
  readonly kind = "csc";

  /**
   * A matrix over the given arrays.
   *
   * @param parts Shape and the three arrays; kept, not copied.
   * @throws {WeftError} `Misaligned` or `Corrupt` when the arrays do not describe a matrix of that shape.
   */
  constructor(parts: SparseParts) {
    super(parts, 1);
    Object.freeze(this);
  }

  /** Columns `start` (included) to `end` (excluded); indices and data share memory. */
  columnRange(start: number, end: number): Csc {
    return new Csc({ ...sliceRange(this, start, end), shape: [this.nRows, end - start], dtype: this.dtype });
  }

  /** Rows in the order given, as a copy. */
  takeRows(order: ArrayLike<number>): Csc {
    const parts = takeMinor(this, this.dtype, this.nRows, order);
    return new Csc({ ...parts, shape: [order.length, this.nCols], dtype: this.dtype });
  }

  /** Columns in the order given, as a copy. */
  takeColumns(order: ArrayLike<number>): Csc {
    return new Csc({ ...takeMajor(this, this.dtype, order), shape: [this.nRows, order.length], dtype: this.dtype });
  }

  /** All entries, zeros included; entries stored twice are added. */
  toDense(): Dense {
    const data = allocate(this.dtype, this.nRows * this.nCols);
    for (let j = 0; j < this.nCols; j++) {
      for (let p = this.indptr[j]!; p < this.indptr[j + 1]!; p++) {
        (data as Float64Array)[this.indices[p]! * this.nCols + j]! += this.data[p] as number;
      }
    }
    return new Dense(data, { shape: this.shape, dtype: this.dtype });
  }
}
