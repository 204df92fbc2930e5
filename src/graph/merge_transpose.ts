import { transposeSlices } from "../data/compressed.ts";
import { Csr } from "../data/csr.ts";
import { allocate, type NumberArray } from "../data/dtype.ts";

/**
 * The union of a square matrix `A` and its transpose: entry `(i, j)` is `combine(a_ij, a_ji)` wherever one of the two is
 * stored, a missing one counting 0. Rows of `A` must be sorted; those of the result are.
 */
export function mergeTranspose(a: Csr, combine: (forward: number, backward: number) => number): Csr {
  const n = a.nRows;
  const b = transposeSlices(a, a.dtype, n);
  const indptr = new Int32Array(n + 1);
  const indices = new Int32Array(2 * a.nnz);
  const data = allocate(a.dtype, 2 * a.nnz) as NumberArray;
  const forward = a.data as NumberArray;
  const backward = b.data as NumberArray;
  let at = 0;
  for (let i = 0; i < n; i++) {
    let p = a.indptr[i]!;
    let q = b.indptr[i]!;
    const pEnd = a.indptr[i + 1]!;
    const qEnd = b.indptr[i + 1]!;
    while (p < pEnd || q < qEnd) {
      const j = p < pEnd ? a.indices[p]! : n;
      const k = q < qEnd ? b.indices[q]! : n;
      indices[at] = Math.min(j, k);
      data[at++] = combine(j <= k ? forward[p++]! : 0, k <= j ? backward[q++]! : 0);
    }
    indptr[i + 1] = at;
  }
  return new Csr({
    shape: a.shape,
    indptr,
    indices: indices.slice(0, at),
    data: data.slice(0, at),
    dtype: a.dtype,
  });
}
