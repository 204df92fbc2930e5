import type { Csr } from "../data/csr.ts";
import { ari } from "./ari.ts";
import type { NmiAri } from "./kmeans_nmi_ari.ts";
import { checkLabels, type Labels } from "./labels.ts";
import { leidenSweep, type LeidenSweepOptions, SWEEP } from "./leiden_sweep.ts";
import { nmi } from "./nmi.ts";

/** The best of several clusterings. */
export interface LeidenNmiAri extends NmiAri {
  /** Resolution of the clustering that was scored. */
  readonly resolution: number;
}

/**
 * Agreement of Leiden communities with cell types (scib-metrics): of the partitions at several resolutions the one with
 * the highest {@linkcode nmi}, and its {@linkcode ari}.
 *
 * @param graph `nObs × nObs` weights, mostly UMAP's of the nearest neighbours.
 * @param labels Cell type of every row; rows without one are clustered but not scored.
 * @param options `resolutions` (default 0.2, 0.4, … 2), `seed`, `signal`, `onProgress`.
 * @returns Both scores and the resolution.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a weight is negative or not
 * finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { leidenNmiAri } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pairs = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]));
 * assert.equal(leidenNmiAri(pairs, ["T", "T", "B", "B"]).ari, 1);
 * ```
 */
export function leidenNmiAri(graph: Csr, labels: Labels, options: LeidenSweepOptions = {}): LeidenNmiAri {
  checkLabels(labels, graph.nRows, "the graph");
  const { resolutions = SWEEP } = options;
  let best: LeidenNmiAri = { nmi: NaN, ari: NaN, resolution: NaN };
  leidenSweep(graph, { ...options, resolutions }).forEach((partition, at) => {
    const score = nmi(partition, labels);
    if (!(score <= best.nmi)) best = { nmi: score, ari: ari(partition, labels), resolution: resolutions[at]! };
  });
  return best;
}
