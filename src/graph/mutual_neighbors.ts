import { Csr } from "../data/csr.ts";
import type { Dense } from "../data/dense.ts";
import { featureNeighbors, type FeatureNeighborsOptions } from "./feature_neighbors.ts";
import { Graph } from "./graph.ts";

/** Options of {@linkcode mutualNeighbors}. */
export type MutualNeighborsOptions = Omit<FeatureNeighborsOptions, "mode">;

/**
 * The undirected graph of rows that are among each other's nearest.
 *
 * @param x `nObs × nComps`, finite.
 * @param options As for {@linkcode featureNeighbors}; `nNeighbors` defaults to 20.
 * @returns A graph with weights 1 (float64); a row may be left without edges.
 * @throws {WeftError} `TooSmall` when there are not more rows than `nNeighbors`; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { mutualNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const graph = mutualNeighbors(Dense.fromRows([[0], [1], [3]]), { nNeighbors: 1 });
 * assert.deepEqual([...graph.degrees()], [1, 1, 0]);
 * assert(graph.isUndirected);
 * ```
 */
export function mutualNeighbors(x: Dense, options: MutualNeighborsOptions = {}): Graph {
  const graph = featureNeighbors(x, options);
  const listed = graph.transpose();
  const indptr = new Int32Array(x.nRows + 1);
  const mutual: number[] = [];
  for (let i = 0; i < x.nRows; i++) {
    const forward = graph.neighbors(i);
    const backward = listed.neighbors(i);
    for (let p = 0, q = 0; p < forward.length && q < backward.length;) {
      const step = forward[p]! - backward[q]!;
      if (step === 0) mutual.push(forward[p]!);
      if (step <= 0) p++;
      if (step >= 0) q++;
    }
    indptr[i + 1] = mutual.length;
  }
  const indices = Int32Array.from(mutual);
  return new Graph(
    new Csr({ shape: [x.nRows, x.nRows], indptr, indices, data: new Float64Array(indices.length).fill(1) }),
  );
}
