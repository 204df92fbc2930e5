import { Csr } from "../data/csr.ts";
import { type SparseOperator, sparseOperator } from "../engine/sparse_operator.ts";
import { directedGraph, type DirectionOptions } from "./directed_graph.ts";

/** Options of {@linkcode neighborMean}: whom a node averages over. */
export type NeighborMeanOptions = DirectionOptions;

/**
 * The operator that replaces each node's features by the mean over its neighbours; nodes without any get zeros.
 * Weights of the edges are not used.
 *
 * @param adjacency `nObs × nObs`; row `i` lists the neighbours of node `i`.
 * @param options Whom a node averages over.
 * @returns `A` with rows that sum to 1 (or 0), and its transpose.
 *
 * @example
 * ```ts
 * import { neighborMean } from "weft/nn";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const star = new Csr({ shape: [3, 3], indptr: new Int32Array([0, 2, 2, 2]), indices: new Int32Array([1, 2]), data: new Float32Array([1, 1]) });
 * assert.deepEqual([...neighborMean(star).forward.values], [0.5, 0.5]);
 * assert.deepEqual([...neighborMean(star, { edgeDirection: "reverse" }).forward.indices], [0, 0]);
 * ```
 */
export function neighborMean(adjacency: Csr, options: NeighborMeanOptions = {}): SparseOperator {
  const { shape, indptr, indices } = directedGraph(adjacency, options).adjacency;
  const data = new Float32Array(indices.length);
  for (let i = 0; i < shape[0]; i++) data.fill(1 / (indptr[i + 1]! - indptr[i]!), indptr[i], indptr[i + 1]);
  return sparseOperator(new Csr({ shape, indptr, indices, data }));
}
