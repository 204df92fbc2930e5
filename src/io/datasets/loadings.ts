import type { Rng } from "../../core/rng.ts";
import { N_NON_SPATIAL } from "./presets.ts";

/** The gene programmes of one modality: every feature listens to one spatial and one non-spatial factor. */
export interface Loadings {
  /** Number of features J. */
  readonly nFeatures: number;
  /** Spatial factor of every feature. */
  readonly spatialFactor: Int32Array;
  /** Weight of it: the one entry of the feature's row in W. */
  readonly spatialWeight: Float64Array;
  /** Non-spatial factor of every feature. */
  readonly nonSpatialFactor: Int32Array;
  /** Weight of it: the one entry of the feature's row in V. */
  readonly nonSpatialWeight: Float64Array;
  /** What every mean of the feature is multiplied with. */
  readonly scale: Float64Array;
}

/** What {@linkcode drawFactors} and {@linkcode weigh} need to know. */
export interface LoadingParameters {
  /** m: what the two weights of a feature add up to. */
  readonly expressionMean: number;
  /** f: share of the spatial weight. */
  readonly spatialFraction: number;
  /** Spatial factors that this modality does not see, from 0: their features keep only the non-spatial weight. */
  readonly dropped: readonly number[];
  /** Standard deviation of the logarithm of the features' scales. */
  readonly scaleSd: number;
}

/** One spatial factor for each feature, drawn by the factors' shares (equal when left out). */
export function drawFactors(
  nFeatures: number,
  nFactors: number,
  shares: readonly number[] | undefined,
  rng: Rng,
): Int32Array {
  const weights = shares ?? new Array<number>(nFactors).fill(1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Int32Array.from({ length: nFeatures }, () => {
    let rest = rng.uniform() * total;
    let factor = 0;
    while (factor < nFactors - 1 && (rest -= weights[factor]!) >= 0) factor++;
    return factor;
  });
}

/** Weights, non-spatial factors and scales for features whose spatial factor is known. */
export function weigh(spatialFactor: Int32Array, parameters: LoadingParameters, rng: Rng): Loadings {
  const { expressionMean, spatialFraction, dropped, scaleSd } = parameters;
  const nFeatures = spatialFactor.length;
  const spatialWeight = Float64Array.from(
    spatialFactor,
    (factor) => dropped.includes(factor) ? 0 : spatialFraction * expressionMean,
  );
  const scales = rng.split("scales");
  return {
    nFeatures,
    spatialFactor,
    spatialWeight,
    nonSpatialFactor: drawFactors(nFeatures, N_NON_SPATIAL, undefined, rng.split("non-spatial")),
    nonSpatialWeight: new Float64Array(nFeatures).fill((1 - spatialFraction) * expressionMean),
    scale: Float64Array.from({ length: nFeatures }, () => Math.exp(scaleSd * scales.normal())),
  };
}

/** A one-hot loading matrix `nFeatures × nFactors` as W and V are written to varm. */
export function loadingMatrix(factor: Int32Array, weight: Float64Array, nFactors: number): Float32Array {
  const matrix = new Float32Array(factor.length * nFactors);
  for (let j = 0; j < factor.length; j++) matrix[j * nFactors + factor[j]!] = weight[j]!;
  return matrix;
}
