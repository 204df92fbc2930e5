import { Csr } from "../../data/csr.ts";

/** Weight 1 (float32) wherever a distance is stored, and on the diagonal when asked. */
export function connectivitiesOf(distances: Csr, setDiag: boolean): Csr {
  if (!setDiag) return distances.withData(new Float32Array(distances.nnz).fill(1));
  const n = distances.nRows;
  const indptr = distances.indptr.map((from, i) => from + i);
  const indices = new Int32Array(distances.nnz + n);
  for (let i = 0; i < n; i++) {
    let at = indptr[i]!;
    let placed = false;
    for (let p = distances.indptr[i]!; p < distances.indptr[i + 1]!; p++) {
      if (!placed && distances.indices[p]! > i) {
        indices[at++] = i;
        placed = true;
      }
      indices[at++] = distances.indices[p]!;
    }
    if (!placed) indices[at] = i;
  }
  return new Csr({ shape: [n, n], indptr, indices, data: new Float32Array(indices.length).fill(1) });
}
