import { checkInteger } from "../core/check.ts";
import type { Annotated } from "../data/annotated.ts";
import { withAnnotations } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import { representation } from "../data/representation.ts";
import { Scalar } from "../data/uns/scalar.ts";
import type { UnsDict } from "../data/uns.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { fitGmm, type FitGmmOptions } from "./fit_gmm.ts";
import { floatMatrix } from "./float_matrix.ts";
import type { GaussianMixture } from "./gaussian_mixture.ts";
import { labelColumn } from "./label_column.ts";
import { reduce } from "./reduce.ts";
import { type GmmCandidate, selectGmm } from "./select_gmm.ts";

/** Options of {@linkcode gmm}. */
export interface GmmOptions extends Omit<FitGmmOptions, "nClusters" | "init" | "subset"> {
  /** Representation to cluster: a key of `obsm`, or "X". Default `"X_pca"`. */
  readonly useRep?: string;
  /** Number of clusters, or `"auto"`: the best by BIC from `minClusters` to `maxClusters`. Default 7. */
  readonly nClusters?: number | "auto";
  /** Fewest clusters that `"auto"` tries. Default 2. */
  readonly minClusters?: number;
  /** Most clusters that `"auto"` tries. Default 15. */
  readonly maxClusters?: number;
  /** Where EM starts: mclust's hierarchical clustering, or k-means. Default `"hierarchical"`. */
  readonly init?: "hierarchical" | "kmeans";
  /**
   * A representation of more columns is first reduced to so many principal components, as SpatialGlue and its kin do;
   * `null` for none. Default 20.
   */
  readonly nComps?: number | null;
  /** Column of `obs` and entry of `uns` to write. Default `"gmm"`. */
  readonly keyAdded?: string;
}

/**
 * Clusters observations by a Gaussian mixture as mclust fits it: hierarchical start under the VVV model, then EM under
 * `model` (see {@linkcode fitGmm}). The final step of SpatialGlue, PRAGA, SMART and others, there called "mclust".
 *
 * One start is what R does, and may end in a poor mixture; `nInit: 10` tries others and keeps the likeliest.
 *
 * Writes `obs[keyAdded]` (categorical, labels "1" … "G") and `uns[keyAdded]` (params, log-likelihood, BIC in mclust's
 * sign, proportions, means in the reduced space, and with `"auto"` the curve).
 *
 * @param data One modality or several.
 * @param options Representation, number of clusters, model, start, seed.
 * @returns The object with the labels.
 * @throws {WeftError} `NotFound` when there is no such representation; `TooSmall` when there are not more observations
 * than clusters; `BadValues` when it holds NaN or is constant; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { gmm } from "weft/cluster";
 * import assert from "node:assert/strict";
 *
 * const rows = Array.from({ length: 40 }, (_, i) => [6 * (i % 2) + Math.sin(i * i), Math.cos(3 * i)]);
 * const adata = gmm(new AnnData({ X: Dense.fromRows(rows) }), { useRep: "X", nClusters: 2, keyAdded: "domain" });
 * assert.deepEqual(adata.obs.column("domain").toArray().slice(0, 4), ["1", "2", "1", "2"]);
 * ```
 */
export function gmm<T extends Annotated>(data: T, options: GmmOptions = {}): T {
  const { useRep = "X_pca", nClusters = 7, nComps = 20, keyAdded = "gmm" } = options;
  if (nClusters !== "auto") checkInteger(nClusters, "nClusters", 1);
  const matrix = floatMatrix(representation(data, useRep));
  checkFinite(matrix.data, `the representation '${useRep}'`);
  const x = reduce(matrix, nComps);
  const { init = "hierarchical" } = options;
  const { best, curve } = nClusters === "auto"
    ? selectGmm(x, { ...options, init })
    : { best: fitGmm(x, { ...options, init, nClusters }), curve: undefined };
  return withAnnotations(data, {
    obs: { [keyAdded]: labelColumn(best.labels, best.nClusters, 1) },
    uns: { [keyAdded]: { params: params(best, x.nCols, useRep, init, options), ...summary(best, x.nCols, curve) } },
  });
}

function params(best: GaussianMixture, nDims: number, useRep: string, init: string, options: GmmOptions): UnsDict {
  return {
    method: "gmm",
    model: best.model,
    n_clusters: best.nClusters,
    init,
    n_init: options.nInit ?? 1,
    use_rep: useRep,
    n_comps: nDims,
    subset_above: options.subsetAbove ?? 2000,
    random_state: options.seed ?? 0,
  };
}

function summary(best: GaussianMixture, nDims: number, curve: readonly GmmCandidate[] | undefined): UnsDict {
  const { nClusters, proportions, means } = best;
  return {
    loglik: new Scalar(best.logLikelihood, "float64"),
    bic: new Scalar(best.bic, "float64"),
    icl: new Scalar(best.icl, "float64"),
    df: best.df,
    n_iter: best.nIter,
    converged: best.converged,
    regularized: best.regularized,
    proportions: new Dense(proportions, { shape: [nClusters] }),
    means: new Dense(means, { shape: [nClusters, nDims] }),
    ...(curve && { curve: curveDict(curve) }),
  };
}

function curveDict(curve: readonly GmmCandidate[]): UnsDict {
  const shape = [curve.length];
  return {
    n_clusters: new Dense(Int32Array.from(curve, ({ nClusters }) => nClusters), { shape }),
    bic: new Dense(Float64Array.from(curve, ({ bic }) => bic), { shape }),
    icl: new Dense(Float64Array.from(curve, ({ icl }) => icl), { shape }),
  };
}
