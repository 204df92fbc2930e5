import type { Method } from "../method.ts";
import type { CrctOptions } from "./config.ts";
import { CrctMethod } from "./method.ts";

/**
 * CRCT, Clustering Rare Cell Types: PRAGA's network whose embedding is augmented along the spread of each class, so that
 * classes of a few spots are learned from more than those. A reconstruction from the paper's text: its authors released
 * no code.
 *
 * `Z` is the embedding, `nObs × nLatent`; pseudo-labels `y` are the nearest k-means centre; `z̃ᵢ = zᵢ + ρ(t) σ(yᵢ) ⊙ ξᵢ`
 * with running standard deviations `σ` of the classes. The loss is
 * `Σ wₘ MSE(Xₘ, X̂ₘ(Z)) + λ(t) Σ wₘ MSE(Xₘ, X̂ₘ(Z̃)) + (1/2M) Σ ‖Aₘ − Rₘ‖ + β(t) L_cluster(Z, Z̃)`.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_crct"]`, rows of length 1, and `uns["weft"]["crct"]`. See `docs/methods/crct.md`.
 *
 * @param options A preset, a data set, and settings that differ from them.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { crct } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = crct({ dataset: "hln", rho0: 1 });
 * assert.deepEqual(method.config.augWeight, { 0: 0.05, 5: 0.5, 15: 1 });
 * assert.equal(method.nEpochs, 50);
 * assert.equal(method.config.rho0, 1);
 * ```
 */
export function crct({ preset = "default", ...change }: CrctOptions = {}): Method {
  return new CrctMethod(preset, change) as unknown as Method;
}
