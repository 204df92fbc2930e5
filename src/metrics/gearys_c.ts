import type { Csr } from "../data/csr.ts";
import { gearyOf } from "./autocorrelation.ts";
import { spatialWeights, type SpatialWeightsOptions } from "./spatial_weights.ts";

/**
 * Geary's C of a feature over a spatial graph (Geary 1954): C = ((n − 1)/2W) Σ w_ij (x_i − x_j)² / Σ (x_i − mean)².
 *
 * @param values One number a spot.
 * @param graph Spatial weights, `nObs × nObs`, such as `obsp["spatial_connectivities"]`.
 * @param options `rowStandardize`.
 * @returns About 1 without spatial pattern, towards 0 when neighbours are alike; NaN for a constant feature, missing
 * values or a graph without edges.
 * @throws {WeftError} `Misaligned` when graph and values differ in length.
 *
 * @example A step along four spots in a row
 * ```ts
 * import { gearysC } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]]));
 * assert.equal(gearysC([0, 0, 1, 1], line), 0.5);
 * ```
 */
export function gearysC(values: ArrayLike<number>, graph: Csr, options: SpatialWeightsOptions = {}): number {
  const { rowStandardize = false } = options;
  return gearyOf(Float64Array.from(values), spatialWeights(graph, values.length, rowStandardize));
}
