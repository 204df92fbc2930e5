import { Csc } from "../../data/csc.ts";
import { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import type { DType, TypedArray } from "../../data/dtype.ts";
import type { Matrix } from "../../data/matrix.ts";

/** A matrix as plain data, which can be sent to another thread. */
export interface PackedMatrix {
  readonly kind: "dense" | "csr" | "csc";
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: TypedArray;
  /** Of sparse matrices: where each row or column begins. */
  readonly indptr?: Int32Array;
  /** Of sparse matrices: the column or row of each value. */
  readonly indices?: Int32Array;
}

/** A matrix as plain data; nothing is copied. */
export function packMatrix(matrix: Matrix): PackedMatrix {
  const { kind, shape, dtype, data } = matrix;
  if (matrix.kind === "dense") return { kind, shape: [...shape], dtype, data };
  return { kind, shape: [...shape], dtype, data, indptr: matrix.indptr, indices: matrix.indices };
}

/** The matrix again. */
export function unpackMatrix({ kind, shape, dtype, data, indptr, indices }: PackedMatrix): Matrix {
  if (kind === "dense") return new Dense(data, { shape, dtype });
  const parts = { shape: [shape[0]!, shape[1]!] as const, dtype, data, indptr: indptr!, indices: indices! };
  return kind === "csr" ? new Csr(parts) : new Csc(parts);
}
