import { Csr } from "../data/csr.ts";
import type { NumberArray } from "../data/dtype.ts";
import { Graph } from "./graph.ts";
import { sortRowsInPlace } from "./sort_rows.ts";

/** The directed graph of a table of neighbours, `n × k`: an edge of the given weight from every row to each of its k. */
export function tableToGraph(indices: Int32Array, weights: NumberArray, nNodes: number): Graph {
  const k = nNodes === 0 ? 0 : indices.length / nNodes;
  const indptr = Int32Array.from({ length: nNodes + 1 }, (_, i) => i * k);
  const rows = { indptr, indices: indices.slice(), data: weights.slice() };
  sortRowsInPlace(rows);
  return new Graph(new Csr({ ...rows, shape: [nNodes, nNodes] }));
}
