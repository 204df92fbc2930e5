import { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import type { DType, NumberArray, TypedArray } from "../data/dtype.ts";
import { type Matrix, toCsr } from "../data/matrix.ts";

/** A dense matrix whose elements are JavaScript numbers. */
export type NumberDense = Dense & { readonly data: NumberArray };

/** A matrix by rows whose elements are JavaScript numbers. */
export type NumberCsr = Csr & { readonly data: NumberArray };

/** What the kernels of this room read: rows, dense or compressed. */
export type RowMajor = NumberDense | NumberCsr;

/** The matrix by rows with elements that are numbers; itself when it is so already. */
export function rowMajor(matrix: Matrix): RowMajor {
  const rows = matrix.kind === "csc" ? toCsr(matrix) : matrix;
  const data = numbersOf(rows.data);
  return (data === rows.data ? rows : withValues(rows, data)) as RowMajor;
}

/** 64-bit integers as int32 where they fit, else as float64; any other array itself. */
export function numbersOf(values: TypedArray): NumberArray {
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) return values;
  const small = new Int32Array(values.length);
  for (let p = 0; p < values.length; p++) {
    small[p] = Number(values[p]);
    if (BigInt(small[p]!) !== values[p]) return Float64Array.from(values, Number);
  }
  return small;
}

/** An array for real numbers: float64 for float64 input, else float32. */
export function floats(dtype: DType, length: number): Float32Array | Float64Array {
  return dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
}

/** The same pattern with other values. */
export function withValues(matrix: Dense | Csr, data: TypedArray): Dense | Csr {
  return matrix.kind === "dense" ? new Dense(data, { shape: matrix.shape }) : matrix.withData(data);
}
