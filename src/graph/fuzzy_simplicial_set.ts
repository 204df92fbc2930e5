import { Csr } from "../data/csr.ts";
import { mergeTranspose } from "./merge_transpose.ts";
import type { NeighborTable } from "./exact_neighbors.ts";
import { sortRowsInPlace } from "./sort_rows.ts";

const TOLERANCE = 1e-5;
const STEPS = 64;
/** A bandwidth is at least this share of a mean distance. */
const SMALLEST = 1e-3;

/**
 * UMAP's fuzzy graph of nearest neighbours (McInnes, Healy and Melville 2018, algorithms 2 and 3).
 *
 * With ρ_i the distance to the nearest row that is not equal to row `i` and σ_i such that the weights of its neighbours
 * sum to log₂(k + 1): `w_ij = exp(−max(0, d_ij − ρ_i) / σ_i)`, made undirected by `a + b − a·b`.
 *
 * @param table k neighbours of each row, nearest first, the row itself not among them.
 * @returns Weights in (0, 1], float32, `n × n`, rows sorted.
 *
 * @example
 * ```ts
 * import { exactNeighbors, fuzzySimplicialSet } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [3], [6]]);
 * const weights = fuzzySimplicialSet(exactNeighbors(x, { nNeighbors: 2 }));
 * assert.equal(weights.toDense().get(0, 1), 1);
 * ```
 */
export function fuzzySimplicialSet({ indices, distances, nNeighbors }: NeighborTable): Csr {
  const k = nNeighbors;
  const n = indices.length / k;
  const data = new Float32Array(n * k);
  let total = 0;
  for (let p = 0; p < distances.length; p++) total += distances[p]!;
  // Means count the row itself, at distance 0.
  const overallMean = total / (n * (k + 1));
  const target = Math.log2(k + 1);
  for (let i = 0; i < n; i++) {
    const row = distances.subarray(i * k, (i + 1) * k);
    const rho = row.find((distance) => distance > 0) ?? 0;
    const smallest = SMALLEST * (rho > 0 ? sum(row) / (k + 1) : overallMean);
    const sigma = Math.max(bandwidth(row, rho, target), smallest);
    for (let p = 0; p < k; p++) {
      const excess = row[p]! - rho;
      data[i * k + p] = excess <= 0 || sigma === 0 ? 1 : Math.exp(-excess / sigma);
    }
  }
  const indptr = Int32Array.from({ length: n + 1 }, (_, i) => i * k);
  const rows = { indptr, indices: indices.slice(), data };
  sortRowsInPlace(rows);
  return mergeTranspose(new Csr({ ...rows, shape: [n, n] }), probabilisticUnion);
}

/** σ such that the weights sum to the target, by doubling and bisection. */
function bandwidth(distances: Float32Array, rho: number, target: number): number {
  let low = 0;
  let high = Infinity;
  let sigma = 1;
  for (let step = 0; step < STEPS; step++) {
    let weight = 0;
    for (let p = 0; p < distances.length; p++) {
      const excess = distances[p]! - rho;
      weight += excess > 0 ? Math.exp(-excess / sigma) : 1;
    }
    if (Math.abs(weight - target) < TOLERANCE) break;
    if (weight > target) high = sigma;
    else low = sigma;
    sigma = high === Infinity ? 2 * sigma : (low + high) / 2;
  }
  return sigma;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (let p = 0; p < values.length; p++) total += values[p]!;
  return total;
}

function probabilisticUnion(forward: number, backward: number): number {
  return forward + backward - forward * backward;
}
