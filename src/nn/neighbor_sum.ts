import { Csr } from "../data/csr.ts";
import { type SparseOperator, sparseOperator } from "../engine/sparse_operator.ts";
import { directedGraph, type DirectionOptions } from "./directed_graph.ts";

/**
 * The operator that replaces each node's features by the sum over its neighbours; nodes without any get zeros. Weights
 * of the edges are not used.
 *
 * @param adjacency `nObs × nObs`; row `i` lists the neighbours of node `i`.
 * @param options Whom a node sums over.
 * @returns `A` with entries 1, and its transpose.
 *
 * @example
 * ```ts
 * import { neighborSum } from "weft/nn";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const star = new Csr({ shape: [3, 3], indptr: new Int32Array([0, 2, 2, 2]), indices: new Int32Array([1, 2]), data: new Float32Array([5, 5]) });
 * assert.deepEqual([...neighborSum(star).forward.values], [1, 1]);
 * ```
 */
export function neighborSum(adjacency: Csr, options: DirectionOptions = {}): SparseOperator {
  const { shape, indptr, indices } = directedGraph(adjacency, options).adjacency;
  return sparseOperator(new Csr({ shape, indptr, indices, data: new Float32Array(indices.length).fill(1) }));
}
