import { throwIfAborted } from "../core/abort.ts";
import type { Watched } from "../core/progress.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { kMeansSteps } from "./kmeans_steps.ts";
import type { LloydResult } from "./lloyd.ts";

/** Options of {@linkcode fitKMeans}. */
export interface FitKMeansOptions extends Watched {
  /** Number of clusters. Default 8, or the rows of `centers`. */
  readonly nClusters?: number;
  /** Starting centres, `nClusters × nVars`, row major; then there is one start and no randomness. */
  readonly centers?: Float64Array | undefined;
  /** Random starts, of which the one with least inertia is kept. Default 10. */
  readonly nInit?: number;
  /** Most iterations of a start. Default 300. */
  readonly maxIter?: number;
  /** Stops when the centres move by at most this times the mean variance of the columns. Default 1e-4. */
  readonly tolerance?: number;
  /** Seed of the starts. Default 0. */
  readonly seed?: number;
}

/** A partition by k-means. */
export interface KMeansFit extends LloydResult {
  /** Number of clusters. */
  readonly nClusters: number;
}

/**
 * Partitions rows by k-means: Lloyd's algorithm from greedy k-means++ starts (or from given centres), minimising
 * Σ ‖x − c(x)‖². Labels are 0 … nClusters − 1.
 *
 * @param x `nObs × nVars`, finite; computed in float64.
 * @param options Number of clusters, starts, stopping, seed.
 * @returns Labels, centres, inertia and iterations of the best start.
 * @throws {WeftError} `TooSmall` when there are fewer rows than clusters or no columns, `BadValues` when `x` or the given
 * centres hold NaN, `Misaligned` when the centres are not `nClusters × nVars`, `Failed` when squared distances leave the
 * range of numbers, `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { fitKMeans } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const x = { data: Float64Array.of(0, 1, 10, 11), nRows: 4, nCols: 1 };
 * const { labels, inertia } = fitKMeans(x, { nClusters: 2 });
 * assert(labels[0] === labels[1] && labels[2] === labels[3] && labels[0] !== labels[2]);
 * assert.equal(inertia, 1);
 * ```
 */
export function fitKMeans(x: DenseLike, options: FitKMeansOptions = {}): KMeansFit {
  const { signal, ...rest } = options;
  const steps = kMeansSteps(x, rest);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    throwIfAborted(signal, "k-means");
  }
}
