import { Csr } from "../data/csr.ts";
import type { EdgeStructure } from "../engine/edge_structure.ts";
import { type SparseOperator, sparseOperator } from "../engine/sparse_operator.ts";
import { undirectedEdges } from "../engine/undirected_edges.ts";

/** The edges of several undirected graphs over the same spots, those they share once. */
export interface JoinedGraph {
  /** Where the edges lie. */
  readonly structure: EdgeStructure;
  /** Sums the weights of all graphs' edges, one graph's behind the other's, into those of the joined edges. */
  readonly sum: SparseOperator;
}

/** Joins graphs, so that a sum of them is one graph whose weights are a tensor. */
export function joinGraphs(graphs: readonly EdgeStructure[]): JoinedGraph {
  const { structure } = undirectedEdges(unionOf(graphs));
  const { nRows, entries } = structure;
  const total = graphs.reduce((sum, { nValues }) => sum + nValues, 0);
  const targets = new Int32Array(total);
  const places = new Int32Array(nRows);
  for (let i = 0; i < nRows; i++) {
    for (let e = entries.indptr[i]!; e < entries.indptr[i + 1]!; e++) places[entries.indices[e]!] = e;
    let before = 0;
    for (const { entries: { indptr, indices }, nValues } of graphs) {
      for (let e = indptr[i]!; e < indptr[i + 1]!; e++) targets[before + e] = places[indices[e]!]!;
      before += nValues;
    }
  }
  const spread = sparseOperator(
    new Csr({
      shape: [total, structure.nValues],
      indptr: Int32Array.from({ length: total + 1 }, (_, e) => e),
      indices: targets,
      data: new Float32Array(total).fill(1),
    }),
  );
  return { structure, sum: { forward: spread.backward, backward: spread.forward } };
}

/** All entries that any of the graphs has, both directions of each edge, columns rising. */
function unionOf(graphs: readonly EdgeStructure[]): Csr {
  const { nRows } = graphs[0]!;
  const most = graphs.reduce((sum, { forward }) => sum + forward.indices.length, 0);
  const indptr = new Int32Array(nRows + 1), indices = new Int32Array(most);
  const seen = new Int32Array(nRows).fill(-1);
  let at = 0;
  for (let i = 0; i < nRows; i++) {
    const from = at;
    for (const { forward } of graphs) {
      for (let p = forward.indptr[i]!; p < forward.indptr[i + 1]!; p++) {
        const j = forward.indices[p]!;
        if (seen[j] === i) continue;
        seen[j] = i;
        indices[at++] = j;
      }
    }
    indices.subarray(from, at).sort();
    indptr[i + 1] = at;
  }
  const kept = indices.slice(0, at);
  return new Csr({ shape: [nRows, nRows], indptr, indices: kept, data: new Float32Array(at).fill(1) });
}
