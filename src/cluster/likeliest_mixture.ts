import { Rng } from "../core/rng.ts";
import type { DenseLike } from "../linalg/mod.ts";
import type { FitGmmOptions } from "./fit_gmm.ts";
import { em, type EmOptions, type EmState } from "./gmm_em.ts";
import type { GmmModel } from "./gmm_model.ts";
import { startOf } from "./gmm_start.ts";
import { fitKMeans } from "./fit_kmeans.ts";

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
  options: Pick<FitGmmOptions, "nInit" | "seed"> & EmOptions,
): EmState {
  const { nInit = 1, seed = 0, signal, onProgress, tolerance } = options;
  const data = x.data as Float64Array;
  const seeds = new Rng(seed).split("mixture starts");
  let best = em(model, data, x.nCols, first, nClusters, options);
  for (let start = 1; start < nInit; start++) {
    onProgress?.({ stage: "starts of the mixture", done: start, total: nInit });
    const { labels } = fitKMeans(x, { nClusters, nInit: 1, seed: seeds.split(start).bits(), signal });
    const z = startOf(x, nClusters, model, { init: labels });
    const found = em(model, data, x.nCols, z, nClusters, { ...options, onProgress: undefined });
    if (isBetter(found, best, tolerance)) best = found;
  }
  return best;
}

function isBetter(a: EmState, b: EmState, tolerance: number): boolean {
  if (a.regularized !== b.regularized) return b.regularized;
  return a.logLikelihood > b.logLikelihood + tolerance * (1 + Math.abs(b.logLikelihood));
}
