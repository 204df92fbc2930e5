import type { Method } from "../method.ts";
import type { SmartOptions } from "./config.ts";
import { SmartMethod } from "./method.ts";

/**
 * SMART: one embedding from any number of modalities of the same spots, by graph networks and metric learning
 * (Spatial Multi-omic Aggregation using gRaph neural networks and meTric learning).
 *
 * Each modality's features go through SAGE layers along the spatial graph; one linear layer fuses them to
 * `Z`, `nObs × nLatent`; decoders bring the features back, and triplets found in each modality's own feature space
 * pull alike spots together: `Σ wₘ MSE(Xₘ, X̂ₘ) + Σ vₘ mean max(0, ‖zₐ − zₚ‖ − ‖zₐ − zₙ‖ + margin)`.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_smart"]` and `uns["weft"]["smart"]`. See `docs/methods/smart.md`.
 *
 * @param options A preset, and settings that differ from it.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { smart } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = smart({ preset: "released", margin: 1 });
 * assert.equal(method.config.trainable, "fusionOnly");
 * assert.equal(method.config.margin, 1);
 * assert.deepEqual(method.recipe("protein").map(({ verb }) => verb), ["clr", "pca"]);
 * ```
 */
export function smart({ preset = "default", ...change }: SmartOptions = {}): Method {
  return new SmartMethod(preset, change);
}
