import { transposeSlices } from "../../data/compressed.ts";
import { Csr } from "../../data/csr.ts";
import { sortRowsInPlace } from "../sort_rows.ts";

/** `D^-½ A D^-½` with D the column sums, float32; a column without entries counts 0. */
export function spectralTransform(a: Csr): Csr {
  const sums = new Float64Array(a.nCols);
  for (let p = 0; p < a.nnz; p++) sums[a.indices[p]!]! += Number(a.data[p]);
  const scale = sums.map((sum) => sum === 0 ? 0 : 1 / Math.sqrt(sum));
  const data = new Float32Array(a.nnz);
  for (let i = 0; i < a.nRows; i++) {
    for (let p = a.indptr[i]!; p < a.indptr[i + 1]!; p++) {
      data[p] = scale[i]! * scale[a.indices[p]!]! * Number(a.data[p]);
    }
  }
  return a.withData(data);
}

/** Cosine similarity of every two rows that share a column, float32: spots are as close as their neighbourhoods. */
export function cosineTransform(a: Csr): Csr {
  const n = a.nRows;
  const unit = new Float64Array(a.nnz);
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let p = a.indptr[i]!; p < a.indptr[i + 1]!; p++) square += Number(a.data[p]) ** 2;
    for (let p = a.indptr[i]!; p < a.indptr[i + 1]!; p++) unit[p] = Number(a.data[p]) / Math.sqrt(square);
  }
  const byColumn = transposeSlices({ indptr: a.indptr, indices: a.indices, data: unit }, "float64", a.nCols);
  const indptr = new Int32Array(n + 1);
  const indices: number[] = [];
  const data: number[] = [];
  const sum = new Float64Array(n);
  const seen = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    const from = indices.length;
    for (let p = a.indptr[i]!; p < a.indptr[i + 1]!; p++) {
      const column = a.indices[p]!;
      for (let q = byColumn.indptr[column]!; q < byColumn.indptr[column + 1]!; q++) {
        const j = byColumn.indices[q]!;
        if (seen[j] !== i) {
          seen[j] = i;
          sum[j] = 0;
          indices.push(j);
        }
        sum[j]! += unit[p]! * Number(byColumn.data[q]);
      }
    }
    for (let p = from; p < indices.length; p++) data.push(sum[indices[p]!]!);
    indptr[i + 1] = indices.length;
  }
  const rows = { indptr, indices: Int32Array.from(indices), data: Float32Array.from(data) };
  sortRowsInPlace(rows);
  return new Csr({ ...rows, shape: a.shape });
}
