import type { Method } from "../method.ts";
import type { TrsmiOptions } from "./config.ts";
import { TrsmiMethod } from "./method.ts";

/**
 * TRSMI: one embedding from one to three modalities of the same spots, by encoders that start near the identity, a soft
 * alignment of the modalities and a diffusion over several ranges whose share cools down.
 *
 * A reconstruction: the authors published a text without code, tables or named data, so everything it leaves open is
 * chosen here, and its claims could not be checked. `L = (1/M) Σ wₘ MSE(Xₘ, X̂ₘ) + L_clust + (1/M) Σ ‖Aₘ − Cₘ‖²`.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_trsmi"]` (rows of length 1) and `uns["weft"]["trsmi"]`. Feature graphs are learned, so a model holds for the
 * tissue it was trained on. See `docs/methods/trsmi.md` and `docs/discrepancies/trsmi.md`.
 *
 * @param options A preset, a data set, and settings that differ from them.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { trsmi } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = trsmi({ dataset: "mouseBrain", nLatent: 32 });
 * assert.equal(method.nEpochs, 300);
 * assert.equal(method.nSpatialNeighbors, 6);
 * assert.deepEqual(method.variant(method.ablations.scales!).config.scales, { 5: 0.1 });
 * ```
 */
export function trsmi({ preset = "default", ...change }: TrsmiOptions = {}): Method {
  return new TrsmiMethod(preset, change);
}
