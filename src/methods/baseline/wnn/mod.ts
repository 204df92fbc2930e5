import type { Method } from "../../method.ts";
import { UntrainedMethod } from "../untrained.ts";
import { WNN, type WnnOptions } from "./config.ts";

/**
 * Weighted nearest neighbours (Hao et al. 2021) as an embedding: coordinates of the graph in which each modality counts
 * for every cell as much as it tells about it.
 *
 * Nothing is trained and space is not used. Reads `obsm["X_pca"]` of each modality; `train` writes `obsm["X_wnn"]`
 * (`nObs × nLatent`, spectral coordinates of the joint graph) and `obsm["X_wnn_weights"]` (`nObs × M`). For the graph
 * itself, to give to `leiden` or `umap`, see `weightedNeighbors`. See `docs/methods/wnn.md`.
 *
 * @param options Settings.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { wnn } from "weft/methods";
 * import { train } from "weft/train";
 * import { AnnData, Dense, Frame, MuData, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(Array.from({ length: 40 }, (_, i) => `cell${i}`));
 * const modality = (step: number) => {
 *   const rows = obs.index.map((_, i) => [Math.cos(step * i), Math.sin(step * i), 1]);
 *   return new AnnData({ obs, obsm: { X_pca: Dense.fromRows(rows) } });
 * };
 * const cells = new MuData({ mod: { rna: modality(0.1), adt: modality(0.7) } });
 * const joint = await train(cells, wnn({ nNeighbors: 5, nLatent: 8 })).result();
 * assert.deepEqual(representation(joint, "X_wnn").shape, [40, 8]);
 * assert.deepEqual(representation(joint, "X_wnn_weights").shape, [40, 2]);
 * ```
 */
export function wnn({ preset = "default", ...change }: WnnOptions = {}): Method {
  return new UntrainedMethod(WNN, preset, change);
}
