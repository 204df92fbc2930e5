import { checkInteger, checkNumber, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { centered } from "./centered.ts";
import { checkClusters } from "./check_clusters.ts";
import { type GaussianMixture, mixtureOf } from "./gaussian_mixture.ts";
import { GMM_MODELS, type GmmModel } from "./gmm_model.ts";
import { startOf } from "./gmm_start.ts";
import { likeliestMixture } from "./likeliest_mixture.ts";

/** Options of {@linkcode fitGmm}. */
export interface FitGmmOptions extends Watched {
  /** Number of clusters. Default 7. */
  readonly nClusters?: number;
  /** Covariance model, by mclust's names. Default `"EEE"`. */
  readonly model?: GmmModel;
  /**
   * Where EM starts: `"hierarchical"`, mclust's agglomeration under the VVV model; `"kmeans"`, the best of ten k-means;
   * or a label 0 … nClusters − 1 for every row. Default `"hierarchical"`.
   */
  readonly init?: "hierarchical" | "kmeans" | Int32Array;
  /**
   * Starts, of which the mixture of greatest likelihood is kept: the first as `init` says, the others single runs of
   * k-means with seeds of their own, compared on 10,000 rows where there are more. Default 1, as R's mclust; a
   * hierarchical start alone often ends in a poor mixture. The likeliest is mostly, not always, nearest to the domains
   * (`docs/methods/benchmark.md`).
   */
  readonly nInit?: number;
  /** Above so many rows the hierarchical start sees a random subset of this size. Default 2000. */
  readonly subsetAbove?: number;
  /** Rows of that subset, instead of drawing them. */
  readonly subset?: ArrayLike<number> | undefined;
  /** Relative change of the log-likelihood, |L′ − L| / (1 + |L|), at which EM has converged. Default 1e-5. */
  readonly tolerance?: number;
  /** Most iterations of EM. Default 1000. */
  readonly maxIter?: number;
  /** Seed of the subset and of k-means. Default 0. */
  readonly seed?: number;
}

/**
 * Fits a Gaussian mixture by EM as mclust does: the partition of a hierarchical start, then M- and E-steps until the
 * log-likelihood settles; with `nInit` also from other starts. Labels are 0 … nClusters − 1 in the order of the start's
 * clusters.
 *
 * A covariance that becomes singular gets a ridge of 1e-8 of its mean variance, and `regularized` says so.
 *
 * @param x `nObs × nVars`, finite, with more rows than clusters; computed in float64.
 * @param options Number of clusters, model, start, stopping, seed.
 * @returns Parameters, responsibilities, labels and the criteria BIC and ICL.
 * @throws {WeftError} `TooSmall` when there are not more rows than clusters, `BadValues` when `x` holds NaN or all rows
 * are equal, `Aborted` by the signal.
 *
 * @example Two clouds of three points
 * ```ts
 * import { fitGmm } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const x = { data: Float64Array.of(0, 0.2, 0.3, 9, 9.1, 9.4), nRows: 6, nCols: 1 };
 * const { labels, proportions } = fitGmm(x, { nClusters: 2 });
 * assert.deepEqual([...labels], [0, 0, 0, 1, 1, 1]);
 * assert(Math.abs(proportions[0]! - 0.5) < 1e-9);
 * ```
 */
export function fitGmm(x: DenseLike, options: FitGmmOptions = {}): GaussianMixture {
  const { nClusters = 7 } = options;
  checkInput(x, nClusters);
  const stop = emOptions(options);
  const { model } = stop;
  const { data, means } = centered(x);
  const first = startOf({ ...x, data }, nClusters, model, options);
  const state = likeliestMixture({ ...x, data }, nClusters, model, first, { ...options, ...stop });
  return mixtureOf(model, state, means);
}

/** What EM and its starts are told, checked and with defaults. */
export function emOptions(
  { model = "EEE", tolerance = 1e-5, maxIter = 1000, nInit = 1 }: Pick<
    FitGmmOptions,
    "model" | "tolerance" | "maxIter" | "nInit"
  >,
): { readonly model: GmmModel; readonly tolerance: number; readonly maxIter: number; readonly nInit: number } {
  checkOneOf(model, "model", GMM_MODELS);
  checkNumber(tolerance, "tolerance", 0);
  checkInteger(maxIter, "maxIter", 1);
  checkInteger(nInit, "nInit", 1);
  return { model, tolerance, maxIter, nInit };
}

/** Throws unless the rows can be told apart into so many clusters. */
export function checkInput(x: DenseLike, nClusters: number): void {
  checkClusters(nClusters, x.nRows);
  checkFinite(x.data, "the representation");
  if (nClusters === x.nRows || x.nCols === 0) {
    throw new WeftError("TooSmall", {
      expected: "more observations than clusters, and at least one column, for a mixture",
      found: `${x.nRows} observations and ${x.nCols} columns for ${nClusters} clusters`,
      next: "Lower nClusters.",
    });
  }
  for (let at = x.nCols; at < x.data.length; at++) if (x.data[at] !== x.data[at - x.nCols]) return;
  throw new WeftError("BadValues", {
    expected: "rows that differ",
    found: `${x.nRows} rows with the same values in every column`,
    next: "Check the representation: a constant one cannot be clustered.",
  });
}
