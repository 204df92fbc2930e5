import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkLength, checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { checkClusters } from "./check_clusters.ts";
import { kMeansPlusPlus } from "./kmeans_plus_plus.ts";
import { lloyd, type LloydResult } from "./lloyd.ts";

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
  const { nRows, nCols } = x;
  const { centers, seed = 0, maxIter = 300, tolerance = 1e-4, signal, onProgress } = options;
  const { nClusters = centers && nCols > 0 ? centers.length / nCols : 8 } = options;
  const nInit = centers ? 1 : options.nInit ?? 10;
  checkClusters(nClusters, nRows);
  if (nCols === 0) {
    throw new WeftError("TooSmall", { expected: "at least one column to cluster by", found: "none" });
  }
  checkInteger(nInit, "nInit", 1);
  checkInteger(maxIter, "maxIter", 1);
  checkNumber(tolerance, "tolerance", 0);
  if (centers) {
    checkLength(centers.length, nClusters * nCols, "centers", "nClusters × nVars");
    checkFinite(centers, "centers");
  }
  checkFinite(x.data, "the representation");
  const data = Float64Array.from(x.data);
  const shift = tolerance * meanVariance(data, nCols);
  const rng = new Rng(seed).split("kmeans");
  let best: LloydResult | undefined;
  for (let start = 0; start < nInit; start++) {
    throwIfAborted(signal, "k-means");
    onProgress?.({ stage: "k-means", done: start, total: nInit });
    const from = centers ?? kMeansPlusPlus(data, nCols, nClusters, rng.split(start));
    const found = lloyd(data, nCols, from, maxIter, shift);
    if (!best || found.inertia < best.inertia) best = found;
  }
  if (!Number.isFinite(best!.inertia)) {
    throw new WeftError("Failed", {
      expected: "squared distances to be finite",
      found: `an inertia of ${best!.inertia}`,
      next: "Scale the representation first: squares of its values are beyond the range of numbers.",
    });
  }
  return { ...best!, nClusters };
}

function meanVariance(data: Float64Array, p: number): number {
  const n = data.length / p;
  const means = new Float64Array(p);
  for (let at = 0; at < data.length; at++) means[at % p]! += data[at]! / n;
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += (data[at]! - means[at % p]!) ** 2;
  return sum / Math.max(1, n * p);
}
