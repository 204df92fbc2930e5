import type { Csr } from "../data/csr.ts";
import { moranOf } from "./autocorrelation.ts";
import { spatialWeights, type SpatialWeightsOptions } from "./spatial_weights.ts";

/**
 * Moran's I of a feature over a spatial graph (Moran 1950): I = (n/W) Σ w_ij z_i z_j / Σ z_i², z = x − mean.
 *
 * For cluster labels use {@linkcode moransILabels}; for many features with p-values {@linkcode spatialAutocorr}.
 *
 * @param values One number a spot: a gene, a dimension of an embedding.
 * @param graph Spatial weights, `nObs × nObs`, such as `obsp["spatial_connectivities"]`.
 * @param options `rowStandardize`.
 * @returns About −1/(n − 1) without spatial pattern, towards 1 when neighbours are alike; NaN for a constant feature,
 * missing values or a graph without edges.
 * @throws {WeftError} `Misaligned` when graph and values differ in length.
 *
 * @example A step along four spots in a row
 * ```ts
 * import { moransI } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]));
 * assert(Math.abs(moransI([0, 0, 1, 1], line) - 1 / 3) < 1e-15);
 * ```
 */
export function moransI(values: ArrayLike<number>, graph: Csr, options: SpatialWeightsOptions = {}): number {
  const { rowStandardize = false } = options;
  return moranOf(Float64Array.from(values), spatialWeights(graph, values.length, rowStandardize));
}
