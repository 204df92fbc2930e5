import { Rng } from "../core/rng.ts";
import type { DenseLike } from "../linalg/mod.ts";
import type { FitGmmOptions } from "./fit_gmm.ts";
import { fitKMeans } from "./fit_kmeans.ts";
import { em, type EmOptions, type EmState } from "./gmm_em.ts";
import { expectation } from "./gmm_expectation.ts";
import type { GmmModel } from "./gmm_model.ts";
import { startOf } from "./gmm_start.ts";
import { takeRows } from "./take_rows.ts";

/** Above so many rows the other starts are compared on a random subset of them, and the likeliest goes on with all. */
const COMPARED = 10_000;

/** How starts are drawn, and when EM stops. */
type StartOptions = EmOptions & Required<Pick<FitGmmOptions, "nInit">> & Pick<FitGmmOptions, "seed">;

/**
 * EM on the centred rows `x` from responsibilities `first` and from `nInit − 1` single runs of k-means, each with a seed
 * of its own, and the mixture of greatest likelihood.
 *
 * A mixture without a ridge is better than one with. The first start stays where none is likelier by more than EM can
 * tell, so that more starts do not exchange labels of the same mixture.
 */
export function likeliestMixture(
  x: DenseLike,
  nClusters: number,
  model: GmmModel,
  first: Float64Array,
  options: StartOptions,
): EmState {
  const { nInit, seed = 0, tolerance } = options;
  const data = x.data as Float64Array;
  const alone = em(model, data, x.nCols, first, nClusters, options);
  if (nInit === 1) return alone;
  const rng = new Rng(seed).split("mixture starts");
  const better = (best: EmState, found: EmState) => isBetter(found, best, tolerance) ? found : best;
  if (x.nRows <= COMPARED) return others(x, nClusters, model, rng, options).reduce(better, alone);
  const part = takeRows(x, rng.split("rows").sample(x.nRows, COMPARED));
  const { mixture } = others(part, nClusters, model, rng, options).reduce(better);
  const z = new Float64Array(x.nRows * nClusters);
  expectation(data, x.nCols, mixture, z);
  return better(alone, em(model, data, x.nCols, z, nClusters, { ...options, onProgress: undefined }));
}

/** The mixtures that EM ends in from the runs of k-means. */
function others(
  x: DenseLike,
  nClusters: number,
  model: GmmModel,
  seeds: Rng,
  { onProgress, ...options }: StartOptions,
): EmState[] {
  const { nInit, signal } = options;
  return Array.from({ length: nInit - 1 }, (_, i) => {
    onProgress?.({ stage: "starts of the mixture", done: i + 1, total: nInit });
    const { labels } = fitKMeans(x, { nClusters, nInit: 1, seed: seeds.split(i + 1).bits(), signal });
    const z = startOf(x, nClusters, model, { init: labels });
    return em(model, x.data as Float64Array, x.nCols, z, nClusters, options);
  });
}

function isBetter(a: EmState, b: EmState, tolerance: number): boolean {
  if (a.regularized !== b.regularized) return b.regularized;
  return a.logLikelihood > b.logLikelihood + tolerance * (1 + Math.abs(b.logLikelihood));
}
