import type { Matrix } from "../../data/matrix.ts";
import { toCsc } from "../../data/to_csc.ts";

/** Mean of every row over some columns, in float64. */
export function rowMeans(x: Matrix, columns: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(x.nRows);
  if (x.kind === "dense") {
    for (let i = 0; i < x.nRows; i++) {
      for (let c = 0; c < columns.length; c++) sums[i]! += Number(x.data[i * x.nCols + columns[c]!]!);
    }
  } else {
    const { indptr, indices, data } = toCsc(x);
    for (let c = 0; c < columns.length; c++) {
      const j = columns[c]!;
      for (let p = indptr[j]!; p < indptr[j + 1]!; p++) sums[indices[p]!]! += Number(data[p]!);
    }
  }
  return sums.map((sum) => sum / columns.length);
}
