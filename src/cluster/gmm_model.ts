/**
 * Covariance models of a Gaussian mixture, by mclust's names: volume, shape and orientation of the clusters are each
 * equal (E), varying (V) or the identity (I).
 *
 * - `EII`: one variance; `VII`: one variance a cluster;
 * - `EEI`: one diagonal covariance; `VVI`: a diagonal covariance a cluster;
 * - `EEE`: one full covariance; `EEV`: equal volume and shape, an orientation a cluster; `VVV`: all free.
 */
export type GmmModel = "EII" | "VII" | "EEI" | "VVI" | "EEE" | "EEV" | "VVV";

/** The models in order of freedom. */
export const GMM_MODELS: readonly GmmModel[] = ["EII", "VII", "EEI", "VVI", "EEE", "EEV", "VVV"];

/** Whether all clusters of a model share one covariance. */
export function isShared(model: GmmModel): boolean {
  return model === "EII" || model === "EEI" || model === "EEE";
}

/** Free parameters of a mixture of `g` clusters in `p` dimensions: weights, means and covariances. */
export function countParameters(model: GmmModel, p: number, g: number): number {
  const triangle = p * (p + 1) / 2;
  const covariance: Record<GmmModel, number> = {
    EII: 1,
    VII: g,
    EEI: p,
    VVI: g * p,
    EEE: triangle,
    EEV: p + g * p * (p - 1) / 2,
    VVV: g * triangle,
  };
  return g - 1 + g * p + covariance[model];
}
