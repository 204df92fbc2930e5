import type { EmState } from "./gmm_em.ts";
import { countParameters, type GmmModel } from "./gmm_model.ts";

/** A fitted Gaussian mixture. */
export interface GaussianMixture {
  /** Covariance model. */
  readonly model: GmmModel;
  /** Number of clusters. */
  readonly nClusters: number;
  /** Most probable cluster of every row, 0 … nClusters − 1, in the order of the start's clusters. */
  readonly labels: Int32Array;
  /** Probability of every cluster for every row, `nObs × nClusters`, row major. */
  readonly responsibilities: Float64Array;
  /** One minus the largest responsibility of every row. */
  readonly uncertainty: Float64Array;
  /** Mixing proportions, `nClusters`. */
  readonly proportions: Float64Array;
  /** Means, `nClusters × nVars`, row major. */
  readonly means: Float64Array;
  /** Covariances, `nVars × nVars` each, row major: one for all clusters in EII, EEI and EEE, else one a cluster. */
  readonly covariances: readonly Float64Array[];
  /** ln L at the last step. */
  readonly logLikelihood: number;
  /** Free parameters. */
  readonly df: number;
  /** Bayesian information criterion in mclust's sign, `2 ln L − df ln n`: greater is better. */
  readonly bic: number;
  /** Integrated completed likelihood, `bic + 2 Σ ln max z`: greater is better. */
  readonly icl: number;
  /** Iterations of EM. */
  readonly nIter: number;
  /** Whether the log-likelihood had settled. */
  readonly converged: boolean;
  /** Whether a covariance was singular and had to be given a ridge: the fit is then to be doubted. */
  readonly regularized: boolean;
}

/** The state of EM on centred data as a mixture of the data themselves. */
export function mixtureOf(model: GmmModel, state: EmState, center: Float64Array): GaussianMixture {
  const { z, mixture, logLikelihood } = state;
  const p = center.length;
  const nClusters = mixture.proportions.length;
  const n = z.length / nClusters;
  const labels = new Int32Array(n);
  const uncertainty = new Float64Array(n);
  let certainty = 0;
  for (let i = 0; i < n; i++) {
    const start = i * nClusters;
    let best = 0;
    for (let k = 1; k < nClusters; k++) if (z[start + k]! > z[start + best]!) best = k;
    labels[i] = best;
    uncertainty[i] = 1 - z[start + best]!;
    certainty += Math.log(z[start + best]!);
  }
  const df = countParameters(model, p, nClusters);
  const bic = 2 * logLikelihood - df * Math.log(n);
  return {
    model,
    nClusters,
    labels,
    responsibilities: z,
    uncertainty,
    proportions: mixture.proportions,
    means: mixture.means.map((value, at) => value + center[at % p]!),
    covariances: mixture.whitenings.map(({ covariance }) => covariance),
    logLikelihood,
    df,
    bic,
    icl: bic + 2 * certainty,
    nIter: state.nIter,
    converged: state.converged,
    regularized: state.regularized,
  };
}
