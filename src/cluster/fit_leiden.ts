import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkNumber } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Csr } from "../data/csr.ts";
import { leidenPass } from "./leiden_steps/leiden_pass.ts";
import { modularityOf } from "./modularity.ts";
import { type Undirected, undirected } from "./undirected.ts";

/** Options of {@linkcode fitLeiden}. */
export interface FitLeidenOptions extends Watched {
  /** Weight γ of the chance term: more makes more communities. Default 1. */
  readonly resolution?: number;
  /** Passes over the graph, each starting from the partition before; −1 for as many as improve it. Default −1. */
  readonly nIterations?: number;
  /** Seed of the order of nodes and of refinement. Default 0. */
  readonly seed?: number;
}

/** A partition of a graph into communities. */
export interface Communities {
  /** Community of every node, 0 … nClusters − 1, the largest first. */
  readonly labels: Int32Array;
  /** Number of communities. */
  readonly nClusters: number;
  /** Modularity at the resolution asked for. */
  readonly quality: number;
}

const MIN_GAIN = 1e-12;
const MAX_PASSES = 100;

/**
 * Communities of a weighted graph by the Leiden algorithm (Traag, Waltman and van Eck 2019), maximising
 * {@linkcode modularity} at a resolution; every community is connected.
 *
 * @param graph `nObs × nObs` weights, not negative; loops are left out, the two directions of an edge are averaged.
 * @param options Resolution, passes, seed.
 * @returns Labels in order of falling size, and their quality.
 * @throws {WeftError} `Misaligned` when the matrix is not square, `BadValues` when a weight is negative or not finite,
 * `Aborted` by the signal.
 *
 * @example Two triangles joined by one edge
 * ```ts
 * import { Csr } from "weft/data";
 * import { fitLeiden } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const graph = new Csr({
 *   shape: [6, 6],
 *   indptr: Int32Array.of(0, 2, 4, 7, 10, 12, 14),
 *   indices: Int32Array.of(1, 2, 0, 2, 0, 1, 3, 2, 4, 5, 3, 5, 3, 4),
 *   data: new Float32Array(14).fill(1),
 * });
 * assert.deepEqual([...fitLeiden(graph).labels], [0, 0, 0, 1, 1, 1]);
 * ```
 */
export function fitLeiden(graph: Csr, options: FitLeidenOptions = {}): Communities {
  return communitiesOf(undirected(graph), options);
}

/** Leiden on a graph that has been made undirected. */
export function communitiesOf(graph: Undirected, options: FitLeidenOptions = {}): Communities {
  const { resolution = 1, nIterations = -1, seed = 0, signal, onProgress } = options;
  checkNumber(resolution, "resolution", 0);
  checkInteger(nIterations, "nIterations", -1);
  const singles = Int32Array.from({ length: graph.nNodes }, (_, i) => i);
  if (graph.total === 0) return bySize(singles, 0);
  const rng = new Rng(seed).split("leiden");
  const passes = nIterations < 0 ? MAX_PASSES : Math.max(1, nIterations);
  let labels: Int32Array = singles;
  let quality = -Infinity;
  for (let pass = 0; pass < passes; pass++) {
    throwIfAborted(signal, "the search for communities");
    const found = leidenPass(graph, labels, resolution, rng.split(pass));
    const value = modularityOf(graph, found, resolution);
    onProgress?.({ stage: "finding communities", done: pass + 1, values: { quality: value } });
    if (value <= quality + MIN_GAIN) break;
    labels = found;
    quality = value;
  }
  return bySize(labels, quality);
}

/** Renames communities so that the largest is 0; among equals the one whose first node comes first. */
function bySize(assignments: Int32Array, quality: number): Communities {
  const sizes = new Map<number, number>();
  for (const name of assignments) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const order = [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const codes = new Map(order.map((name, code) => [name, code]));
  return { labels: assignments.map((name) => codes.get(name)!), nClusters: order.length, quality };
}
