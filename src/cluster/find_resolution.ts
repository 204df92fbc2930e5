import { checkInteger, checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { Csr } from "../data/csr.ts";
import { checkClusters } from "./check_clusters.ts";
import { type Communities, communitiesOf } from "./fit_leiden.ts";
import { undirected } from "./undirected.ts";

/** Options of {@linkcode findResolution}. */
export interface FindResolutionOptions extends Watched {
  /** Wanted number of communities. Default 7. */
  readonly nClusters?: number;
  /** Least resolution to try. Default 0.01. */
  readonly minResolution?: number;
  /** Greatest resolution to try; doubled up to 64 times over while it gives too few. Default 3. */
  readonly maxResolution?: number;
  /** Most bisections. Default 30. */
  readonly maxSteps?: number;
  /** Seed of every run of Leiden. Default 0. */
  readonly seed?: number;
}

/** Communities and the resolution that gave them. */
export interface FoundResolution extends Communities {
  /** The resolution γ. */
  readonly resolution: number;
}

const DOUBLINGS = 6;

/**
 * Finds a resolution at which Leiden gives a wanted number of communities, by bisection.
 *
 * The number does not rise strictly with the resolution, so that some numbers may be passed over; the error then names
 * the nearest that were met.
 *
 * @param graph `nObs × nObs` weights, as for {@linkcode fitLeiden}.
 * @param options Wanted number, range, seed.
 * @returns The communities and their resolution.
 * @throws {WeftError} `Failed`, with the `counts` that there are among its fields, when no resolution tried gives that
 * number, `TooSmall` when there are fewer nodes than communities, and what {@linkcode fitLeiden} throws.
 *
 * @example Two pairs joined by a lighter edge
 * ```ts
 * import { Dense, toCsr } from "weft/data";
 * import { findResolution } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const graph = toCsr(Dense.fromRows([[0, 2, 1, 0], [2, 0, 0, 0], [1, 0, 0, 2], [0, 0, 2, 0]]));
 * assert.deepEqual([...findResolution(graph, { nClusters: 2 }).labels], [0, 0, 1, 1]);
 * ```
 */
export function findResolution(graph: Csr, options: FindResolutionOptions = {}): FoundResolution {
  const { nClusters = 7, minResolution = 0.01, maxResolution = 3, maxSteps = 30, seed = 0, signal, onProgress } =
    options;
  checkClusters(nClusters, graph.nRows);
  checkNumber(minResolution, "minResolution", 0);
  checkNumber(maxResolution, "maxResolution", minResolution);
  checkInteger(maxSteps, "maxSteps", 1);
  const prepared = undirected(graph);
  const tried: FoundResolution[] = [];
  const run = (resolution: number): FoundResolution => {
    onProgress?.({ stage: "searching the resolution", done: tried.length, values: { resolution } });
    const found = { ...communitiesOf(prepared, { resolution, seed, signal }), resolution };
    tried.push(found);
    return found;
  };
  let low = run(minResolution);
  let high = run(maxResolution);
  for (let k = 0; k < DOUBLINGS && high.nClusters < nClusters; k++) high = run(2 * high.resolution);
  for (let step = 0; step < maxSteps && low.nClusters < nClusters && nClusters < high.nClusters; step++) {
    const middle = run((low.resolution + high.resolution) / 2);
    if (middle.nClusters <= nClusters) low = middle;
    else high = middle;
  }
  const found = tried.find((one) => one.nClusters === nClusters);
  if (found) return found;
  const greatest = Math.max(...tried.map((one) => one.resolution));
  const counts = [...new Set(tried.map((one) => one.nClusters))].sort((a, b) => a - b);
  throw new WeftError("Failed", {
    expected: `a resolution that gives ${nClusters} communities`,
    found: `only ${counts.join(", ")} from ${minResolution} to ${greatest}`,
    next: "Ask for one of these numbers, try another seed, or use gmm() or kmeans(), which take any number.",
    counts,
  });
}
