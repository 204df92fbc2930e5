import type { Method } from "../../method.ts";
import { UntrainedMethod } from "../untrained.ts";
import { PCA_CONCAT, type PcaConcatOptions } from "./config.ts";

/**
 * The modalities' principal components side by side: what any method of integration has to beat.
 *
 * `Z = [X₁ | X₂ | …]`, as it is or with `Xₘ √nObs / ‖Xₘ‖_F` in place of `Xₘ`. Nothing is trained and space is not used.
 * Reads `obsm["X_pca"]` of each modality; `train` writes `obsm["X_pca_concat"]`, `nObs × Σ nComps`. See
 * `docs/methods/pca_concat.md`.
 *
 * @param options Settings.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { pcaConcat } from "weft/methods";
 * import { train } from "weft/train";
 * import { AnnData, Dense, Frame, MuData, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b"]);
 * const rna = new AnnData({ obs, obsm: { X_pca: Dense.fromRows([[3, 0], [0, 4]]) } });
 * const adt = new AnnData({ obs, obsm: { X_pca: Dense.fromRows([[1], [2]]) } });
 * const tissue = await train(new MuData({ mod: { rna, adt } }), pcaConcat()).result();
 * assert.deepEqual(representation(tissue, "X_pca_concat").toRows(), [[3, 0, 1], [0, 4, 2]]);
 * ```
 */
export function pcaConcat({ preset = "default", ...change }: PcaConcatOptions = {}): Method {
  return new UntrainedMethod(PCA_CONCAT, preset, change);
}
