import { checkLength, checkNumber } from "../core/check.ts";
import type { Csr } from "../data/csr.ts";
import { type Undirected, undirected } from "./undirected.ts";

/** Options of {@linkcode modularity}. */
export interface ModularityOptions {
  /** Weight γ of the chance term. Default 1. */
  readonly resolution?: number;
}

/**
 * Modularity of a partition of a weighted, undirected graph (Newman and Girvan 2004; Reichardt and Bornholdt 2006):
 * `Q = (1 / 2m) Σ_ij (w_ij − γ k_i k_j / 2m) [c_i = c_j]`.
 *
 * @param graph `nObs × nObs`; loops are left out, and the two directions of an edge are averaged.
 * @param labels Community of every node, any integers.
 * @param options The resolution γ.
 * @returns Q, at most 1; 0 for a graph without edges.
 * @throws {WeftError} `Misaligned` when lengths do not agree, `BadValues` when a weight is negative.
 *
 * @example Two pairs joined by one edge
 * ```ts
 * import { Csr } from "weft/data";
 * import { modularity } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const graph = new Csr({
 *   shape: [4, 4],
 *   indptr: Int32Array.of(0, 1, 3, 5, 6),
 *   indices: Int32Array.of(1, 0, 2, 1, 3, 2),
 *   data: new Float32Array(6).fill(1),
 * });
 * assert(Math.abs(modularity(graph, [0, 0, 1, 1]) - 1 / 6) < 1e-12);
 * ```
 */
export function modularity(graph: Csr, labels: ArrayLike<number>, options: ModularityOptions = {}): number {
  const { resolution = 1 } = options;
  checkNumber(resolution, "resolution", 0);
  checkLength(labels.length, graph.nRows, "labels", "the nodes of the graph");
  return modularityOf(undirected(graph), labels, resolution);
}

/** Modularity of a graph that has been made undirected. */
export function modularityOf(graph: Undirected, labels: ArrayLike<number>, resolution: number): number {
  const { nNodes, indptr, indices, weights, strengths, total } = graph;
  if (total === 0) return 0;
  const strengthOf = new Map<number, number>();
  let inside = 0;
  for (let i = 0; i < nNodes; i++) {
    const label = labels[i]!;
    strengthOf.set(label, (strengthOf.get(label) ?? 0) + strengths[i]!);
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) if (labels[indices[p]!] === label) inside += weights[p]!;
  }
  let chance = 0;
  for (const strength of strengthOf.values()) chance += (strength / total) ** 2;
  return inside / total - resolution * chance;
}
