import type { Method } from "../../method.ts";
import { UntrainedMethod } from "../untrained.ts";
import { SMOOTHED_PCA, type SmoothedPcaOptions } from "./config.ts";

/**
 * The modalities' principal components side by side, averaged over each spot and its nearest in space: the honest rival
 * of every spatial method.
 *
 * `zᵢ = mean of xⱼ over j ∈ {i} ∪ kNN(i)`, once or several times. Nothing is trained. Reads `obsm["X_pca"]` of each
 * modality and the coordinates; `train` writes `obsm["X_smoothed_pca"]`, `nObs × Σ nComps`. See
 * `docs/methods/smoothed_pca.md`.
 *
 * @param options Settings; `nNeighbors: 4` or `8` gives the mean over 5 or 9 spots.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { smoothedPca } from "weft/methods";
 * import { train } from "weft/train";
 * import { AnnData, Dense, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const spatial = Dense.fromRows([[0, 0], [1, 0], [9, 0], [10, 0]]);
 * const line = new AnnData({ X: Dense.fromRows([[2], [4], [10], [20]]), obsm: { spatial } });
 * const smooth = await train(line, smoothedPca({ nNeighbors: 1 }), { useRep: "X" }).result();
 * assert.deepEqual(representation(smooth, "X_smoothed_pca").toRows(), [[3], [3], [15], [15]]);
 * ```
 */
export function smoothedPca({ preset = "default", ...change }: SmoothedPcaOptions = {}): Method {
  return new UntrainedMethod(SMOOTHED_PCA, preset, change);
}
