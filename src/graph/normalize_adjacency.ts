import { checkOneOf } from "../core/check.ts";
import { Csr } from "../data/csr.ts";
import { Graph } from "./graph.ts";

/** Options of {@linkcode normalizeAdjacency}. */
export interface NormalizeAdjacencyOptions {
  /** `"symmetric"`: D^-½ B D^-½; `"row"`: D⁻¹ B, rows that sum to 1. Default `"symmetric"`. */
  readonly kind?: "symmetric" | "row";
  /** Whether 1 is added to the diagonal first, `B = A + I`. Default true for `"symmetric"`, false for `"row"`. */
  readonly selfLoops?: boolean;
}

/**
 * Scales the weights of a graph by its degrees.
 *
 * With `B = A + I` (or `A`) and `D` its row sums: `D^-½ B D^-½` (Kipf and Welling 2017) or `D⁻¹ B`. A node without
 * edges keeps an empty row.
 *
 * @param graph Any graph; the symmetric kind is meant for undirected ones.
 * @param options See {@linkcode NormalizeAdjacencyOptions}.
 * @returns A graph with float64 weights.
 *
 * @example
 * ```ts
 * import { Graph, normalizeAdjacency } from "weft/graph";
 * import assert from "node:assert/strict";
 *
 * const pair = Graph.fromEdges({ nNodes: 2, sources: [0, 1], targets: [1, 0] });
 * const { adjacency } = normalizeAdjacency(pair);
 * adjacency.data.forEach((weight) => assert(Math.abs(Number(weight) - 0.5) < 1e-15));
 * ```
 */
export function normalizeAdjacency(graph: Graph, options: NormalizeAdjacencyOptions = {}): Graph {
  const { kind = "symmetric" } = options;
  checkOneOf(kind, "kind", ["symmetric", "row"]);
  const { selfLoops = kind === "symmetric" } = options;
  const { indptr, indices, data, shape } = selfLoops ? addSelfLoops(graph.adjacency) : graph.adjacency;
  const n = shape[0];
  const values = Float64Array.from(data as ArrayLike<number>);
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let degree = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) degree += values[p]!;
    scale[i] = degree === 0 ? 0 : kind === "row" ? 1 / degree : 1 / Math.sqrt(degree);
  }
  for (let i = 0; i < n; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      values[p]! *= kind === "row" ? scale[i]! : scale[i]! * scale[indices[p]!]!;
    }
  }
  return new Graph(new Csr({ shape, indptr, indices, data: values }));
}

/** A + I; rows of A are sorted, and so are those of the result. */
function addSelfLoops(a: Csr): Csr {
  const n = a.nRows;
  const indptr = new Int32Array(n + 1);
  const indices = new Int32Array(a.nnz + n);
  const data = new Float64Array(a.nnz + n);
  let at = 0;
  for (let i = 0; i < n; i++) {
    let placed = false;
    for (let p = a.indptr[i]!; p < a.indptr[i + 1]!; p++) {
      const j = a.indices[p]!;
      if (!placed && j > i) {
        indices[at] = i;
        data[at++] = 1;
      }
      placed ||= j >= i;
      indices[at] = j;
      data[at++] = Number(a.data[p]) + (j === i ? 1 : 0);
    }
    if (!placed) {
      indices[at] = i;
      data[at++] = 1;
    }
    indptr[i + 1] = at;
  }
  return new Csr({ shape: a.shape, indptr, indices: indices.slice(0, at), data: data.slice(0, at) });
}
