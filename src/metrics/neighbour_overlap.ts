import { checkLength } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { exactNeighbors } from "../graph/exact_neighbors.ts";
import type { NeighborMetric } from "../graph/metric_rows.ts";
import { type PerRowScore, summarize } from "./modality_correlation.ts";

/** Options of {@linkcode neighbourOverlap}. */
export interface NeighbourOverlapOptions {
  /** How many nearest rows are compared. Default 50. */
  readonly nNeighbors?: number;
  /** What near means, in both spaces. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Stops the search; the call throws a `WeftError` tagged `Aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Neighbour overlap (SpatialGlue's Jaccard similarity): per spot |A ∩ B| / |A ∪ B| of its k nearest spots in a modality
 * and in the embedding, the spot itself not counted.
 *
 * @param modality Features of one modality, mostly its PCs, `nObs × d`.
 * @param embedding The joint embedding, `nObs × nLatent`.
 * @param options `nNeighbors`, `metric`, `signal`.
 * @returns The overlap of every spot, from 0 to 1, with mean and median; the mean is the usual summary, added up over
 * modalities in SpatialGlue's figures.
 * @throws {WeftError} `Misaligned` when rows differ in number; `TooSmall` when there are not more spots than
 * neighbours; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { neighbourOverlap } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [5], [6]]);
 * assert.equal(neighbourOverlap(x, x, { nNeighbors: 1 }).mean, 1);
 * ```
 */
export function neighbourOverlap(
  modality: Dense,
  embedding: Dense,
  options: NeighbourOverlapOptions = {},
): PerRowScore {
  const { nNeighbors = 50, metric = "euclidean", signal } = options;
  const n = modality.nRows;
  checkLength(embedding.nRows, n, "the embedding", "the modality");
  const a = exactNeighbors(modality, { nNeighbors, metric, signal }).indices;
  const b = exactNeighbors(embedding, { nNeighbors, metric, signal }).indices;
  const seenBy = new Int32Array(n).fill(-1);
  const perRow = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let shared = 0;
    for (let p = i * nNeighbors; p < (i + 1) * nNeighbors; p++) seenBy[a[p]!] = i;
    for (let p = i * nNeighbors; p < (i + 1) * nNeighbors; p++) if (seenBy[b[p]!] === i) shared++;
    perRow[i] = shared / (2 * nNeighbors - shared);
  }
  return summarize(perRow);
}
