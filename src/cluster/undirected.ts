import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { transposeSlices } from "../data/compressed.ts";
import type { Csr } from "../data/csr.ts";

/** An undirected graph by rows: sorted neighbours, positive weights, no loops, every edge in both directions. */
export interface Undirected {
  /** Number of nodes. */
  readonly nNodes: number;
  /** Where the neighbours of each node begin; one longer than the nodes. */
  readonly indptr: Int32Array;
  /** Neighbours of every node. */
  readonly indices: Int32Array;
  /** Weight of the edge to each neighbour. */
  readonly weights: Float64Array;
  /** Sum of the weights at each node. */
  readonly strengths: Float64Array;
  /** Sum of all strengths: twice the weight of all edges. */
  readonly total: number;
}

/**
 * Reads a square matrix as an undirected graph: the weight of an edge is the mean of its two directions, which changes
 * nothing in a symmetric matrix. Loops and zero weights are left out.
 *
 * @throws {WeftError} `Misaligned` when the matrix is not square, `BadValues` when a weight is negative or not finite.
 */
export function undirected(graph: Csr): Undirected {
  const nNodes = graph.nRows;
  if (graph.nCols !== nNodes) {
    throw new WeftError("Misaligned", {
      expected: "a square matrix",
      found: `${nNodes} × ${graph.nCols}`,
      where: "the graph",
    });
  }
  for (let p = 0; p < graph.nnz; p++) {
    const weight = Number(graph.data[p]);
    if (weight >= 0 && weight < Infinity) continue;
    throw new WeftError("BadValues", {
      expected: "weights of edges to be finite and not negative",
      found: `${show(weight)} at entry ${p}`,
      where: "the graph",
    });
  }
  const back = transposeSlices(graph, graph.dtype, nNodes);
  const indptr = new Int32Array(nNodes + 1);
  const indices: number[] = [];
  const weights: number[] = [];
  const sums = new Float64Array(nNodes);
  const strengths = new Float64Array(nNodes);
  for (let i = 0; i < nNodes; i++) {
    const neighbors: number[] = [];
    for (const { indptr, indices, data } of [graph, back]) {
      for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
        const j = indices[p]!;
        const weight = Number(data[p]);
        if (j === i || weight === 0) continue;
        if (sums[j] === 0) neighbors.push(j);
        sums[j]! += weight / 2;
      }
    }
    neighbors.sort((a, b) => a - b);
    for (const j of neighbors) {
      indices.push(j);
      weights.push(sums[j]!);
      strengths[i]! += sums[j]!;
      sums[j] = 0;
    }
    indptr[i + 1] = indices.length;
  }
  const total = strengths.reduce((sum, value) => sum + value, 0);
  return { nNodes, indptr, indices: Int32Array.from(indices), weights: Float64Array.from(weights), strengths, total };
}
