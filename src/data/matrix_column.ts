import { allocate, type TypedArray } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/** One column of any matrix as its values, zeros included, in the matrix's dtype; entries stored twice are added. */
export function matrixColumn(matrix: Matrix, at: number): TypedArray {
  const values = allocate(matrix.dtype, matrix.nRows) as Float64Array;
  const data = matrix.data as Float64Array;
  if (matrix.kind === "dense") {
    for (let i = 0; i < values.length; i++) values[i] = data[i * matrix.nCols + at]!;
    return values;
  }
  const { indptr, indices } = matrix;
  if (matrix.kind === "csc") {
    for (let p = indptr[at]!; p < indptr[at + 1]!; p++) values[indices[p]!]! += data[p]!;
    return values;
  }
  for (let i = 0; i < values.length; i++) {
    const end = indptr[i + 1]!;
    for (let p = indptr[i]!; p < end; p++) if (indices[p] === at) values[i]! += data[p]!;
  }
  return values;
}
