import { allocate, type DType, isFloat } from "../dtype.ts";
import { Csr } from "../csr.ts";
import { Dense } from "../dense.ts";
import { sortSlices } from "../compressed.ts";
import { type Matrix, toCsr } from "../matrix.ts";
import { promote } from "../promote.ts";

/** One matrix of a stack, or rows in which everything is missing. */
export interface Layer {
  /** The matrix; `null` when this part has none. */
  readonly matrix: Matrix | null;
  /** Number of rows, also where there is no matrix. */
  readonly nRows: number;
  /** Column of the result for every column of the matrix, −1 to leave it out; `null` when columns stay in place. */
  readonly place: Int32Array | null;
}

/** Matrices one below the other, columns put in place; sparse when one of them is. Missing: 0 if sparse, else NaN. */
export function stackRows(layers: readonly Layer[], nCols: number, fillValue?: number): Matrix {
  const matrices = layers.flatMap(({ matrix }) => matrix ?? []);
  const sparse = matrices.some(({ kind }) => kind !== "dense");
  const fill = fillValue ?? (sparse ? 0 : NaN);
  const dtype = stackedType(layers, matrices, nCols, fill);
  return sparse ? stackCsr(layers, nCols, dtype, fill) : stackDense(layers, nCols, dtype, fill);
}

function stackedType(layers: readonly Layer[], matrices: readonly Matrix[], nCols: number, fill: number): DType {
  const dtype = matrices.map((matrix) => matrix.dtype).reduce(promote);
  if (isFloat(dtype) && layers.every(({ matrix }) => matrix)) return dtype;
  const missing = layers.some(({ matrix, place, nRows }) =>
    nRows > 0 && (!matrix || countPlaced(matrix, place) < nCols)
  );
  if (!missing || fill === 0) return dtype;
  return Number.isInteger(fill) ? promote(dtype, "int32") : "float64";
}

function countPlaced({ nCols }: Matrix, place: Int32Array | null): number {
  return place ? place.reduce((count, column) => column < 0 ? count : count + 1, 0) : nCols;
}

function stackDense(layers: readonly Layer[], nCols: number, dtype: DType, fill: number): Dense {
  const nRows = layers.reduce((total, layer) => total + layer.nRows, 0);
  const data = allocate(dtype, nRows * nCols);
  if (fill !== 0 && (isFloat(dtype) || !Number.isNaN(fill))) data.fill(cast(dtype, fill) as never);
  let offset = 0;
  for (const { matrix, nRows, place } of layers) {
    if (matrix) placeDense((matrix as Dense).astype(dtype), place, data, offset, nCols);
    offset += nRows * nCols;
  }
  return new Dense(data, { shape: [nRows, nCols], dtype });
}

function placeDense(
  { data: from, nRows, nCols: width }: Dense,
  place: Int32Array | null,
  to: Dense["data"],
  offset: number,
  nCols: number,
): void {
  if (!place && width === nCols) return to.set(from as never, offset);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < width; j++) {
      const column = place ? place[j]! : j;
      if (column >= 0) to[offset + i * nCols + column] = from[i * width + j]!;
    }
  }
}

function stackCsr(layers: readonly Layer[], nCols: number, dtype: DType, fill: number): Csr {
  const parts = layers.map((layer) => placedCsr(layer, nCols, dtype, fill));
  const nRows = parts.reduce((total, part) => total + part.nRows, 0);
  const nnz = parts.reduce((total, part) => total + part.nnz, 0);
  const indptr = new Int32Array(nRows + 1);
  const indices = new Int32Array(nnz);
  const data = allocate(dtype, nnz);
  let row = 0;
  let at = 0;
  for (const part of parts) {
    indices.set(part.indices, at);
    data.set(part.data as never, at);
    for (let i = 0; i < part.nRows; i++) indptr[++row] = at + part.indptr[i + 1]!;
    at += part.nnz;
  }
  return new Csr({ shape: [nRows, nCols], indptr, indices, data, dtype });
}

/** One part with its columns in place and, when the fill is not 0, an entry for everything missing. */
function placedCsr({ matrix, nRows, place }: Layer, nCols: number, dtype: DType, fill: number): Csr {
  const source = matrix ? toCsr(matrix) : emptyCsr(nRows, dtype);
  if (!place && source.dtype === dtype && source.nCols === nCols) return source;
  const to = place ?? Int32Array.from({ length: source.nCols }, (_, j) => j);
  const absent = fill === 0 ? new Int32Array(0) : absentColumns(to, nCols);
  let nnz = absent.length * nRows;
  for (let p = 0; p < source.nnz; p++) if (to[source.indices[p]!]! >= 0) nnz++;
  const indptr = new Int32Array(nRows + 1);
  const indices = new Int32Array(nnz);
  const data = allocate(dtype, nnz);
  let at = 0;
  for (let i = 0; i < nRows; i++) {
    for (let p = source.indptr[i]!; p < source.indptr[i + 1]!; p++) {
      const column = to[source.indices[p]!]!;
      if (column < 0) continue;
      indices[at] = column;
      data[at++] = cast(dtype, source.data[p]!) as never;
    }
    for (const column of absent) {
      indices[at] = column;
      data[at++] = cast(dtype, fill) as never;
    }
    indptr[i + 1] = at;
  }
  return new Csr({ ...sortSlices({ indptr, indices, data }, dtype, nCols), shape: [nRows, nCols], dtype });
}

function absentColumns(to: Int32Array, nCols: number): Int32Array {
  const present = new Set(to);
  return Int32Array.from(Array(nCols).keys().filter((column) => !present.has(column)));
}

function emptyCsr(nRows: number, dtype: DType): Csr {
  const none = new Int32Array(0);
  return new Csr({
    shape: [nRows, 0],
    indptr: new Int32Array(nRows + 1),
    indices: none,
    data: allocate(dtype, 0),
    dtype,
  });
}

function cast(dtype: DType, value: number | bigint): number | bigint {
  return dtype === "int64" || dtype === "uint64" ? BigInt(value) : Number(value);
}
