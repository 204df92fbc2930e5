import { checkOneOf } from "../core/check.ts";
import { Graph } from "./graph.ts";
import { mergeTranspose } from "./merge_transpose.ts";

/** Options of {@linkcode symmetrize}. */
export interface SymmetrizeOptions {
  /**
   * What an edge weighs that runs both ways: `"union"` takes the larger weight, `"clippedSum"` `min(a + b, 1)`, which
   * is what the SpatialGlue family does to distance weights. The two agree on weights 0 and 1. Default `"union"`.
   */
  readonly combine?: "union" | "clippedSum";
}

/**
 * The undirected graph that has an edge wherever the given one has it in either direction.
 *
 * `B_ij = max(A_ij, A_ji)`, or `min(A_ij + A_ji, 1)` with `combine: "clippedSum"`.
 *
 * @param graph Any graph.
 * @param options See {@linkcode SymmetrizeOptions}.
 * @returns An undirected graph of the same dtype.
 *
 * @example
 * ```ts
 * import { Graph, symmetrize } from "weft/graph";
 * import assert from "node:assert/strict";
 *
 * const graph = Graph.fromEdges({ nNodes: 3, sources: [0, 1, 1], targets: [1, 0, 2] });
 * const union = symmetrize(graph);
 * assert(union.isUndirected);
 * assert.equal(union.nEdges, 4);
 * ```
 */
export function symmetrize(graph: Graph, { combine = "union" }: SymmetrizeOptions = {}): Graph {
  checkOneOf(combine, "combine", ["union", "clippedSum"]);
  return new Graph(mergeTranspose(graph.adjacency, combine === "union" ? Math.max : clippedSum));
}

function clippedSum(forward: number, backward: number): number {
  return Math.min(forward + backward, 1);
}
