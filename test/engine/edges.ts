import type { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { type EdgeStructure, edgeStructure, type UndirectedEdges, undirectedEdges } from "../../src/engine/mod.ts";
import { randomOperator } from "./helpers.ts";

/** A random directed structure; some rows are empty. */
export function randomStructure(rng: Rng, nRows: number, nCols = nRows): EdgeStructure {
  const { indptr, indices, values } = randomOperator(rng, nRows, nCols).forward;
  return edgeStructure(new Csr({ shape: [nRows, nCols], indptr, indices, data: values }));
}

/** A random undirected graph with weights of both signs; some nodes store no loop, the last no edge at all. */
export function randomEdges(rng: Rng, nNodes: number): UndirectedEdges {
  const dense = Array.from({ length: nNodes }, () => new Array<number>(nNodes).fill(0));
  for (let i = 0; i + 1 < nNodes; i++) {
    for (let t = 0; t < 3; t++) {
      const j = rng.integer(nNodes - 1);
      dense[i]![j] = dense[j]![i] = rng.normal();
    }
  }
  const indptr = new Int32Array(nNodes + 1);
  const indices: number[] = [], data: number[] = [];
  dense.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value === 0) return;
      indices.push(j);
      data.push(value);
    });
    indptr[i + 1] = indices.length;
  });
  const parts = { indptr, indices: Int32Array.from(indices), data: Float32Array.from(data) };
  return undirectedEdges(new Csr({ shape: [nNodes, nNodes], ...parts }));
}
