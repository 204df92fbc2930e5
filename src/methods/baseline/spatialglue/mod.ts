import type { Method } from "../../method.ts";
import type { SpatialGlueOptions } from "./config.ts";
import { SpatialGlueMethod } from "./method.ts";

/**
 * SpatialGlue (Long et al. 2024): one embedding from two or more modalities of the same spots, by linear graph layers
 * and two levels of attention, which tell how much space, features and each modality count at each spot.
 *
 * `Yₘ = attention(S Xₘ Wₘ, Fₘ Xₘ Wₘ)`, `Z = attention(Y₁, …, Y_M)`; it minimises
 * `Σ wₘ MSE(Xₘ, S Z Vₘ) + Σ vₐ MSE(Yₐ, S (S Yₐ V_b) W_b)`, `S` the spatial and `Fₘ` the feature graph.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_spatialglue"]` (rows of length 1), the weights `obsm["X_spatialglue_attention"]` (`nObs × M`) and
 * `obsm["X_spatialglue_attention_<modality>"]` (`nObs × 2`: space, features), and each modality's own embedding
 * `obsm["X_spatialglue_<modality>"]`. See `docs/methods/spatialglue.md`.
 *
 * @param options A preset, a data set, and settings that differ from them.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { spatialGlue } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * assert.equal(spatialGlue({ dataset: "hln" }).nEpochs, 200);
 * assert.deepEqual(spatialGlue({ dataset: "hln", nEpochs: 50 }).config.correspondenceWeight, { 0: 1, 1: 10 });
 * ```
 */
export function spatialGlue({ preset = "default", ...change }: SpatialGlueOptions = {}): Method {
  return new SpatialGlueMethod(preset, change);
}
