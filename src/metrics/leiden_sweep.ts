import { communitiesOf } from "../cluster/fit_leiden.ts";
import { undirected } from "../cluster/undirected.ts";
import type { Watched } from "../core/progress.ts";
import type { Csr } from "../data/csr.ts";

/** Options of {@linkcode leidenSweep}. */
export interface LeidenSweepOptions extends Watched {
  /** Resolutions to cluster at. Default 0.2, 0.4, … 2, as scib-metrics. */
  readonly resolutions?: readonly number[];
  /** Seed of every clustering. Default 0. */
  readonly seed?: number;
}

/** The resolutions of scib-metrics. */
export const SWEEP: readonly number[] = Array.from({ length: 10 }, (_, i) => (i + 1) / 5);

/**
 * Leiden's communities of one graph at several resolutions.
 *
 * @param graph `nObs × nObs` weights, not negative, such as `obsp["connectivities"]`.
 * @param options `resolutions`, `seed`, `signal`, `onProgress`.
 * @returns One partition a resolution, in their order.
 * @throws {WeftError} `Misaligned` when the matrix is not square; `BadValues` when a weight is negative or not finite;
 * `Aborted`.
 *
 * @example
 * ```ts
 * import { leidenSweep } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pairs = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]));
 * const [coarse] = leidenSweep(pairs, { resolutions: [0.5] });
 * assert.deepEqual([...coarse!], [0, 0, 1, 1]);
 * ```
 */
export function leidenSweep(graph: Csr, options: LeidenSweepOptions = {}): Int32Array[] {
  const { resolutions = SWEEP, seed = 0, signal, onProgress } = options;
  const both = undirected(graph);
  return resolutions.map((resolution, done) => {
    onProgress?.({ stage: "leiden", done, total: resolutions.length });
    return communitiesOf(both, { resolution, seed, signal }).labels;
  });
}
