import { Csc } from "./csc.ts";
import { Csr } from "./csr.ts";
import { Dense } from "./dense.ts";
import { allocate } from "./dtype.ts";
import type { Matrix } from "./matrix.ts";

/** Rows and columns exchanged: a CSR read as CSC (and back) without a copy, a dense matrix copied. */
export function transposeMatrix(matrix: Matrix): Matrix {
  if (matrix.kind === "dense") return transposeDense(matrix);
  const { indptr, indices, data, dtype } = matrix;
  const parts = { shape: [matrix.nCols, matrix.nRows] as const, indptr, indices, data, dtype };
  return matrix.kind === "csr" ? new Csc(parts) : new Csr(parts);
}

function transposeDense({ data, nRows, nCols, dtype }: Dense): Dense {
  const out = allocate(dtype, data.length);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++) out[j * nRows + i] = data[i * nCols + j]!;
  }
  return new Dense(out, { shape: [nCols, nRows], dtype });
}
