import { checkInteger, checkLength, checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { checkClusters } from "./check_clusters.ts";
import type { FitKMeansOptions, KMeansFit } from "./fit_kmeans.ts";
import { plusPlusSteps } from "./kmeans_plus_plus.ts";
import { type LloydResult, lloydSteps } from "./lloyd.ts";

/** {@linkcode fitKMeans} in steps of some milliseconds, for whoever must hand the thread back; heeds no signal. */
export function* kMeansSteps(x: DenseLike, options: Omit<FitKMeansOptions, "signal">): Generator<void, KMeansFit> {
  const { nRows, nCols } = x;
  const { centers, seed = 0, maxIter = 300, tolerance = 1e-4, onProgress } = options;
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
    yield;
    onProgress?.({ stage: "k-means", done: start, total: nInit });
    const from = centers ?? (yield* plusPlusSteps(data, nCols, nClusters, rng.split(start)));
    const found = yield* lloydSteps(data, nCols, from, maxIter, shift);
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
