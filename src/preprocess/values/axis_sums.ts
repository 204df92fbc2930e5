import type { RowMajor } from "../row_major.ts";

/** Sum of every row, in float64. */
export function rowSums(x: RowMajor): Float64Array {
  const sums = new Float64Array(x.nRows);
  const { data } = x;
  for (let i = 0; i < x.nRows; i++) {
    const end = x.kind === "csr" ? x.indptr[i + 1]! : (i + 1) * x.nCols;
    let sum = 0;
    for (let p = x.kind === "csr" ? x.indptr[i]! : i * x.nCols; p < end; p++) sum += data[p]!;
    sums[i] = sum;
  }
  return sums;
}

/** Number of values above 0 in every row. */
export function rowPositives(x: RowMajor): Float64Array {
  const numbers = new Float64Array(x.nRows);
  const { data } = x;
  for (let i = 0; i < x.nRows; i++) {
    const end = x.kind === "csr" ? x.indptr[i + 1]! : (i + 1) * x.nCols;
    let number = 0;
    for (let p = x.kind === "csr" ? x.indptr[i]! : i * x.nCols; p < end; p++) if (data[p]! > 0) number++;
    numbers[i] = number;
  }
  return numbers;
}

/** Sum of every column, in float64. */
export function columnSums(x: RowMajor): Float64Array {
  const sums = new Float64Array(x.nCols);
  const { data, nCols } = x;
  if (x.kind === "csr") {
    const { indices } = x;
    for (let p = 0; p < data.length; p++) sums[indices[p]!]! += data[p]!;
    return sums;
  }
  for (let start = 0; start < data.length; start += nCols) {
    for (let j = 0; j < nCols; j++) sums[j]! += data[start + j]!;
  }
  return sums;
}

/** Number of values above 0 in every column. */
export function columnPositives(x: RowMajor): Float64Array {
  const numbers = new Float64Array(x.nCols);
  const { data, nCols } = x;
  if (x.kind === "csr") {
    const { indices } = x;
    for (let p = 0; p < data.length; p++) if (data[p]! > 0) numbers[indices[p]!]!++;
    return numbers;
  }
  for (let start = 0; start < data.length; start += nCols) {
    for (let j = 0; j < nCols; j++) if (data[start + j]! > 0) numbers[j]!++;
  }
  return numbers;
}
