import { Csr } from "../data/csr.ts";
import { type SparseOperator, sparseOperator } from "../engine/sparse_operator.ts";
import { Graph } from "../graph/graph.ts";
import { normalizeAdjacency } from "../graph/normalize_adjacency.ts";
import { directedGraph, type DirectionOptions } from "./directed_graph.ts";

/**
 * The operator of a graph convolution: `Â = D^-½ (A + I) D^-½`, `D` the row sums of `A + I` (Kipf and Welling 2017).
 * Weights of the edges are not used.
 *
 * @param adjacency `nObs × nObs`; row `i` lists the neighbours of node `i`.
 * @param options Whom a node hears of.
 * @returns `Â` and its transpose; every node has an entry for itself.
 *
 * @example
 * ```ts
 * import { normalizedNeighbors } from "weft/nn";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pair = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 2]), indices: new Int32Array([1, 0]), data: new Float32Array([7, 7]) });
 * assert.deepEqual([...normalizedNeighbors(pair).forward.values], [0.5, 0.5, 0.5, 0.5]);
 * ```
 */
export function normalizedNeighbors(adjacency: Csr, options: DirectionOptions = {}): SparseOperator {
  const { shape, indptr, indices } = directedGraph(adjacency, options).adjacency;
  const ones = new Csr({ shape, indptr, indices, data: new Float32Array(indices.length).fill(1) });
  return sparseOperator(normalizeAdjacency(new Graph(ones)).adjacency);
}
