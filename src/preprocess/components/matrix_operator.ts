import { Csr } from "../../data/csr.ts";
import { centeredOperator } from "../../linalg/centered_operator.ts";
import { csrOperator } from "../../linalg/csr_operator.ts";
import { denseOperator } from "../../linalg/dense_operator.ts";
import type { FloatArray } from "../../linalg/float_array.ts";
import type { LinearOperator } from "../../linalg/linear_operator.ts";
import { denseTimes, denseTransposedTimes, sparseTimes, sparseTransposedTimes } from "./vector_products.ts";
import { floats, type NumberCsr, type NumberDense, type RowMajor } from "../row_major.ts";

// Above this share of values that differ from their column's least value, products with the dense matrix are faster.
const SPARSE_ENOUGH = 0.3;

/**
 * The matrix, minus a row of `offsets` from every row, as an operator that does not make it dense. A dense matrix most
 * of whose values equal the least of their column (scaled counts: the zeros) is multiplied as sparse plus a row.
 */
export function matrixOperator(x: RowMajor, offsets: Float64Array): LinearOperator {
  if (x.kind === "csr") return centeredOperator(sparseOperator(x), offsets);
  const least = columnMinima(x);
  const sparse = aboveRow(x, least);
  if (!sparse) return centeredOperator(wholeOperator(x), offsets);
  return centeredOperator(sparseOperator(sparse), offsets.map((offset, j) => offset - least[j]!));
}

// Products of single vectors, which the exact solver asks for by the hundred, have loops of their own.
function sparseOperator(x: NumberCsr): LinearOperator {
  const blocks = csrOperator(x);
  return {
    nRows: x.nRows,
    nCols: x.nCols,
    apply: (v, width) => width === 1 ? sparseTimes(x, v) : blocks.apply(v, width),
    applyTransposed: (u, width) => width === 1 ? sparseTransposedTimes(x, u) : blocks.applyTransposed(u, width),
  };
}

function wholeOperator(x: NumberDense): LinearOperator {
  const { nRows, nCols } = x;
  const data: FloatArray = x.data instanceof Float32Array || x.data instanceof Float64Array
    ? x.data
    : Float64Array.from(x.data);
  const blocks = denseOperator({ data, nRows, nCols });
  return {
    nRows,
    nCols,
    apply: (v, width) => width === 1 ? denseTimes(data, nRows, v) : blocks.apply(v, width),
    applyTransposed: (u, width) =>
      width === 1 ? denseTransposedTimes(data, nCols, u) : blocks.applyTransposed(u, width),
  };
}

function columnMinima({ data, nCols }: NumberDense): Float64Array {
  const minima = new Float64Array(nCols).fill(Infinity);
  for (let start = 0; start < data.length; start += nCols) {
    for (let j = 0; j < nCols; j++) if (data[start + j]! < minima[j]!) minima[j] = data[start + j]!;
  }
  return minima;
}

/** `x − 1 rowᵀ` by rows, when few enough values differ from the row. */
function aboveRow(x: NumberDense, row: Float64Array): NumberCsr | undefined {
  const { data, nRows, nCols } = x;
  const indptr = new Int32Array(nRows + 1);
  let nnz = 0;
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++, at++) if (data[at] !== row[j]) nnz++;
    indptr[i + 1] = nnz;
  }
  if (nnz > SPARSE_ENOUGH * data.length) return undefined;
  const indices = new Int32Array(nnz);
  const values = floats(x.dtype, nnz);
  for (let i = 0, at = 0, to = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++, at++) {
      if (data[at] === row[j]) continue;
      indices[to] = j;
      values[to++] = data[at]! - row[j]!;
    }
  }
  return new Csr({ shape: [nRows, nCols], indptr, indices, data: values }) as NumberCsr;
}
