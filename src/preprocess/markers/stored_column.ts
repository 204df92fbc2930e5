import type { Matrix } from "../../data/matrix.ts";
import { toCsc } from "../../data/to_csc.ts";

/** The entries of one column that are not zero; the arrays are longer and used again for the next column. */
export interface StoredColumn {
  /** Values that are not zero, in the first `count` places. */
  readonly values: Float64Array;
  /** Their rows. */
  readonly rows: Int32Array;
  /** How many there are. */
  readonly count: number;
}

/** Visits every column of a matrix as its entries that are not zero. */
export function eachColumn(x: Matrix, visit: (column: StoredColumn, j: number) => void): void {
  const values = new Float64Array(x.nRows);
  const rows = new Int32Array(x.nRows);
  if (x.kind === "dense") {
    for (let j = 0; j < x.nCols; j++) {
      let count = 0;
      for (let i = 0; i < x.nRows; i++) {
        const value = Number(x.data[i * x.nCols + j]!);
        if (value === 0) continue;
        values[count] = value;
        rows[count++] = i;
      }
      visit({ values, rows, count }, j);
    }
    return;
  }
  const { indptr, indices, data } = toCsc(x);
  for (let j = 0; j < x.nCols; j++) {
    let count = 0;
    for (let p = indptr[j]!; p < indptr[j + 1]!; p++) {
      const value = Number(data[p]!);
      if (value === 0) continue;
      values[count] = value;
      rows[count++] = indices[p]!;
    }
    visit({ values, rows, count }, j);
  }
}
