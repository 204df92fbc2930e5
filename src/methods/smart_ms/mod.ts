import type { Method } from "../method.ts";
import type { SmartMsOptions } from "./config.ts";
import { SmartMsMethod } from "./method.ts";

/**
 * One embedding of several tissue sections, each measured by the same modalities: SMART-MS.
 *
 * Network and losses are those of {@linkcode smart}; the spatial graph joins spots within a section only, and triplets join
 * the sections: of every two sections, spots that are among each other's `topK` nearest in the features of a modality are
 * anchor and positive, and the negative is far from the anchor in its own section.
 *
 * Reads `obsm["X_pca_harmony"]` of each modality (features of all sections together, corrected for the section),
 * `obsp["spatial_connectivities"]` of the whole, without edges between sections, and `obs[libraryKey]`; training writes
 * `obsm["X_smart_ms"]` and `uns["weft"]["smart_ms"]`. See `docs/methods/smart_ms.md`.
 *
 * @param options A preset, and settings that differ from it.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { smartMs } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = smartMs({ preset: "tonsil", libraryKey: "donor" });
 * assert.equal(method.config.topK, 1);
 * assert.equal(method.config.farFraction, 0.8);
 * ```
 */
export function smartMs({ preset = "default", ...change }: SmartMsOptions = {}): Method {
  return new SmartMsMethod(preset, change);
}
