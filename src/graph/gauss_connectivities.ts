import { Csr } from "../data/csr.ts";
import type { NeighborTable } from "./exact_neighbors.ts";
import { mergeTranspose } from "./merge_transpose.ts";
import { sortRowsInPlace } from "./sort_rows.ts";

/**
 * Weights of nearest neighbours by a Gaussian kernel of adaptive width (Coifman et al. 2005, as in Haghverdi et al.
 * 2016 and scanpy).
 *
 * `w_ij = √(2σ_iσ_j / (σ_i² + σ_j²)) · exp(−d_ij² / (σ_i² + σ_j²))` with σ_i² the median squared distance of row `i` to
 * its neighbours, on the pairs that are neighbours in either direction.
 *
 * @param table k neighbours of each row, nearest first, the row itself not among them.
 * @returns Weights in (0, 1], float32, `n × n`, symmetric, rows sorted.
 *
 * @example
 * ```ts
 * import { exactNeighbors, gaussConnectivities } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const weights = gaussConnectivities(exactNeighbors(Dense.fromRows([[0], [1]]), { nNeighbors: 1 }));
 * assert(Math.abs(weights.toDense().get(0, 1) - Math.exp(-0.5)) < 1e-7);
 * ```
 */
export function gaussConnectivities({ indices, distances, nNeighbors }: NeighborTable): Csr {
  const k = nNeighbors;
  const n = indices.length / k;
  const variance = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    // The distances of a row rise, so its median stands in the middle.
    const low = distances[i * k + ((k - 1) >> 1)]!;
    const high = distances[i * k + (k >> 1)]!;
    variance[i] = (low * low + high * high) / 2;
  }
  const data = new Float32Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let p = i * k; p < (i + 1) * k; p++) {
      const other = variance[indices[p]!]!;
      const spread = variance[i]! + other;
      const scale = Math.sqrt(2 * Math.sqrt(variance[i]! * other) / spread);
      data[p] = spread === 0 ? 1 : scale * Math.exp(-distances[p]! * distances[p]! / spread);
    }
  }
  const indptr = Int32Array.from({ length: n + 1 }, (_, i) => i * k);
  const rows = { indptr, indices: indices.slice(), data };
  sortRowsInPlace(rows);
  return mergeTranspose(new Csr({ ...rows, shape: [n, n] }), Math.max);
}
