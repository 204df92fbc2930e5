import { checkOneOf } from "../core/check.ts";
import { Csr } from "../data/csr.ts";
import { type SparseOperator, sparseOperator } from "../engine/sparse_operator.ts";
import { Graph } from "../graph/graph.ts";
import { symmetrize } from "../graph/symmetrize.ts";

/**
 * Whom a node averages over: the neighbours it lists (`forward`), the nodes that list it (`reverse`), or both once
 * (`union`). On an undirected graph the three agree.
 */
export type EdgeDirection = "forward" | "reverse" | "union";

/** Options of {@linkcode neighborMean}. */
export interface NeighborMeanOptions {
  /** Whom a node averages over; default `forward`. */
  readonly edgeDirection?: EdgeDirection | undefined;
}

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
export function neighborMean(adjacency: Csr, { edgeDirection = "forward" }: NeighborMeanOptions = {}): SparseOperator {
  checkOneOf(edgeDirection, "edgeDirection", ["forward", "reverse", "union"]);
  const graph = new Graph(adjacency);
  const { adjacency: { shape, indptr, indices } } = edgeDirection === "forward"
    ? graph
    : edgeDirection === "reverse"
    ? graph.transpose()
    : symmetrize(graph);
  const data = new Float32Array(indices.length);
  for (let i = 0; i < shape[0]; i++) data.fill(1 / (indptr[i + 1]! - indptr[i]!), indptr[i], indptr[i + 1]);
  return sparseOperator(new Csr({ shape, indptr, indices, data }));
}
