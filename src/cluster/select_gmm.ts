import { checkInteger, checkOneOf } from "../core/check.ts";
import type { DenseLike } from "../linalg/mod.ts";
import { centered } from "./centered.ts";
import { checkInput, emOptions, fitGmm, type FitGmmOptions } from "./fit_gmm.ts";
import { type GaussianMixture, mixtureOf } from "./gaussian_mixture.ts";
import { startFromTree, startRows } from "./gmm_start.ts";
import { hierarchicalStart } from "./hierarchical_start.ts";
import { likeliestMixture } from "./likeliest_mixture.ts";
import { takeRows } from "./take_rows.ts";

/** Options of {@linkcode selectGmm}. */
export interface SelectGmmOptions extends Omit<FitGmmOptions, "nClusters" | "init"> {
  /** Fewest clusters to try. Default 2. */
  readonly minClusters?: number;
  /** Most clusters to try. Default 15, and at most the rows less one. */
  readonly maxClusters?: number;
  /** Where EM starts; one hierarchy serves all numbers of clusters. Default `"hierarchical"`. */
  readonly init?: "hierarchical" | "kmeans";
}

/** One number of clusters and how well it did. */
export interface GmmCandidate {
  /** Number of clusters. */
  readonly nClusters: number;
  /** Bayesian information criterion in mclust's sign, `2 ln L − df ln n`: greater is better. */
  readonly bic: number;
  /** Integrated completed likelihood in the same sign. */
  readonly icl: number;
  /** ln L. */
  readonly logLikelihood: number;
  /** Whether a covariance had to be given a ridge; such a fit is not chosen while there is another. */
  readonly regularized: boolean;
}

/** The chosen mixture and the curve it was chosen from. */
export interface GmmSelection {
  /** The mixture of greatest BIC in mclust's sign. */
  readonly best: GaussianMixture;
  /** All numbers of clusters tried, rising. */
  readonly curve: readonly GmmCandidate[];
}

/**
 * Chooses the number of clusters of a Gaussian mixture by the Bayesian information criterion.
 *
 * The sign is mclust's: `BIC = 2 ln L − df ln n`, and the greatest wins (the least of the criterion as others write it,
 * `df ln n − 2 ln L`). A fit whose covariance was singular is passed over.
 *
 * @param x `nObs × nVars`, finite.
 * @param options Range of clusters, and everything {@linkcode fitGmm} takes but `nClusters`.
 * @returns The best mixture and the curve.
 * @throws {WeftError} `TooSmall` when there are not more rows than `minClusters`, and what {@linkcode fitGmm} throws.
 *
 * @example
 * ```ts
 * import { selectGmm } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const data = Float64Array.from({ length: 90 }, (_, i) => 9 * (i % 3) + Math.sin(i * i));
 * const { best, curve } = selectGmm({ data, nRows: 90, nCols: 1 }, { maxClusters: 5 });
 * assert.equal(best.nClusters, 3);
 * assert.deepEqual(curve.map(({ nClusters }) => nClusters), [2, 3, 4, 5]);
 * ```
 */
export function selectGmm(x: DenseLike, options: SelectGmmOptions = {}): GmmSelection {
  const { minClusters = 2, init = "hierarchical", onProgress } = options;
  checkInteger(minClusters, "minClusters", 1);
  checkOneOf(init, "init", ["hierarchical", "kmeans"]);
  checkInput(x, minClusters);
  const maxClusters = Math.min(options.maxClusters ?? Math.max(15, minClusters), x.nRows - 1);
  checkInteger(maxClusters, "maxClusters", minClusters);
  const fit = init === "kmeans"
    ? (nClusters: number) => fitGmm(x, { ...options, init, nClusters })
    : fromOneTree(x, minClusters, maxClusters, options);
  const curve: GmmCandidate[] = [];
  let best: GaussianMixture | undefined;
  for (let nClusters = minClusters; nClusters <= maxClusters; nClusters++) {
    onProgress?.({
      stage: "choosing the number of clusters",
      done: nClusters - minClusters,
      total: maxClusters - minClusters + 1,
    });
    const found = fit(nClusters);
    const { bic, icl, logLikelihood, regularized } = found;
    curve.push({ nClusters, bic, icl, logLikelihood, regularized });
    if (!best || better(found, best)) best = found;
  }
  return { best: best!, curve };
}

function better(a: GaussianMixture, b: GaussianMixture): boolean {
  return a.regularized === b.regularized ? a.bic > b.bic : b.regularized;
}

function fromOneTree(
  x: DenseLike,
  minClusters: number,
  maxClusters: number,
  options: SelectGmmOptions,
): (nClusters: number) => GaussianMixture {
  const stop = emOptions(options);
  const { model } = stop;
  const quiet = { ...options, ...stop, onProgress: undefined };
  const rows = startRows(x.nRows, options);
  checkInput({ ...x, nRows: rows.length }, maxClusters);
  const { data, means } = centered(x);
  const whole = { ...x, data };
  const tree = hierarchicalStart(takeRows(whole, rows), { ...options, minClusters });
  return (nClusters) => {
    const start = startFromTree(whole, rows, tree, nClusters, model);
    return mixtureOf(model, likeliestMixture(whole, nClusters, model, start, quiet), means);
  };
}
