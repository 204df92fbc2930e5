import { checkInteger, checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { allocate, type DType, dtypeOf, type TypedArray } from "./dtype.ts";

/** How a {@linkcode Dense} may be made. */
export interface DenseOptions {
  /** Shape, row major; `[nRows, nCols]` for a matrix. */
  readonly shape: readonly number[];
  /** Element type; taken from the typed array when left out. Needed for booleans. */
  readonly dtype?: DType;
}

/**
 * A dense array in row-major order, mostly a matrix `nRows × nCols`; never changed after it is made.
 *
 * The values are not copied: who hands over an array must not write to it afterwards.
 *
 * @example A 2 × 3 matrix
 * ```ts
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = new Dense(new Float32Array([1, 2, 3, 4, 5, 6]), { shape: [2, 3] });
 * assert.equal(x.get(1, 0), 4);
 * assert.deepEqual([...x.row(1)], [4, 5, 6]);
 * ```
 */
export class Dense {
  /** Tells the kinds of array apart. */
  readonly kind = "dense";
  /** All elements, row after row. */
  readonly data: TypedArray;
  /** Length along each axis. */
  readonly shape: readonly number[];
  /** Element type. */
  readonly dtype: DType;

  /**
   * An array over the given elements.
   *
   * @param data All elements, row after row; kept, not copied.
   * @param options The shape, and the dtype where the typed array does not tell it.
   * @throws {WeftError} `Misaligned` when the shape does not hold exactly the elements given.
   */
  constructor(data: TypedArray, { shape, dtype }: DenseOptions) {
    shape.forEach((length, axis) => checkInteger(length, `shape[${axis}]`, 0));
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== data.length) {
      throw new WeftError("Misaligned", {
        expected: `${size} elements for shape ${shape.join(" × ")}`,
        found: `${data.length}`,
      });
    }
    if (dtype !== undefined && dtype !== "bool") checkOneOf(dtype, "dtype", [dtypeOf(data)]);
    this.data = data;
    this.shape = Object.freeze([...shape]);
    this.dtype = dtype ?? dtypeOf(data);
    Object.freeze(this);
  }

  /** A matrix from rows of numbers; float32 unless said otherwise. */
  static fromRows(rows: readonly (readonly number[])[], dtype: DType = "float32"): Dense {
    const nCols = rows[0]?.length ?? 0;
    const data = new Float64Array(rows.length * nCols);
    rows.forEach((row, i) => {
      if (row.length !== nCols) {
        throw new WeftError("Misaligned", { expected: `row ${i} to have ${nCols} values`, found: `${row.length}` });
      }
      for (let j = 0; j < nCols; j++) data[i * nCols + j] = row[j]!;
    });
    return new Dense(data, { shape: [rows.length, nCols] }).astype(dtype);
  }

  /** A matrix of zeros. */
  static zeros(nRows: number, nCols: number, dtype: DType = "float32"): Dense {
    return new Dense(allocate(dtype, nRows * nCols), { shape: [nRows, nCols], dtype });
  }

  /** Length of the first axis. */
  get nRows(): number {
    return this.shape[0] ?? 1;
  }

  /** Elements per row: the product of all axes after the first. */
  get nCols(): number {
    return this.shape.slice(1).reduce((product, length) => product * length, 1);
  }

  /** The element in row `i` and column `j`, as a number (64-bit integers are rounded to the nearest double). */
  get(i: number, j: number): number {
    if (i < 0 || i >= this.nRows || j < 0 || j >= this.nCols) {
      throw new WeftError("InvalidArgument", {
        expected: `an element of a ${this.shape.join(" × ")} array`,
        found: `row ${show(i)}, column ${show(j)}`,
      });
    }
    return Number(this.data[i * this.nCols + j]!);
  }

  /** Row `i` as a view that shares memory; do not write to it. */
  row(i: number): TypedArray {
    return this.data.subarray(i * this.nCols, (i + 1) * this.nCols);
  }

  /** Rows `start` (included) to `end` (excluded) as a view that shares memory. */
  rowRange(start: number, end: number): Dense {
    const data = this.data.subarray(start * this.nCols, end * this.nCols);
    return new Dense(data, { shape: [end - start, ...this.shape.slice(1)], dtype: this.dtype });
  }

  /** Rows in the order given, as a copy. */
  takeRows(indices: ArrayLike<number>): Dense {
    const { nCols } = this;
    const data = allocate(this.dtype, indices.length * nCols);
    for (let i = 0; i < indices.length; i++) data.set(this.row(indices[i]!) as never, i * nCols);
    return new Dense(data, { shape: [indices.length, ...this.shape.slice(1)], dtype: this.dtype });
  }

  /** Columns (of the second axis) in the order given, as a copy. */
  takeColumns(indices: ArrayLike<number>): Dense {
    const { nRows, nCols } = this;
    const second = this.shape[1] ?? 1;
    const width = second === 0 ? 0 : nCols / second;
    const shape = [nRows, indices.length, ...this.shape.slice(2)];
    const data = allocate(this.dtype, nRows * indices.length * width);
    let at = 0;
    for (let i = 0; i < nRows; i++) {
      for (let j = 0; j < indices.length; j++) {
        const from = i * nCols + indices[j]! * width;
        for (let k = 0; k < width; k++) data[at++] = this.data[from + k]!;
      }
    }
    return new Dense(data, { shape, dtype: this.dtype });
  }

  /**
   * The same values in another dtype; this object itself when it has it already. Fractions are cut off for integers.
   *
   * @throws {WeftError} `BadValues` when NaN or infinity should become a 64-bit integer.
   */
  astype(dtype: DType): Dense {
    if (dtype === this.dtype) return this;
    const data = allocate(dtype, this.data.length);
    const big = data instanceof BigInt64Array || data instanceof BigUint64Array;
    for (let i = 0; i < data.length; i++) {
      const value = this.data[i]!;
      data[i] =
        (big ? bigWhole(value, dtype) : dtype === "bool" ? Number(Number(value) !== 0) : Number(value)) as never;
    }
    return new Dense(data, { shape: this.shape, dtype });
  }

  /** Bytes held by the elements. */
  get nBytes(): number {
    return this.data.byteLength;
  }

  /** The rows as nested lists of numbers, for small arrays. */
  toRows(): number[][] {
    return Array.from({ length: this.nRows }, (_, i) => Array.from(this.row(i), Number));
  }
}

function bigWhole(value: number | bigint, dtype: DType): bigint {
  if (typeof value === "bigint") return value;
  if (Number.isFinite(value)) return BigInt(Math.trunc(value));
  throw new WeftError("BadValues", { expected: `finite values to make ${dtype} of`, found: `${value}` });
}
