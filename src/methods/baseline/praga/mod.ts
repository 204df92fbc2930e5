import type { Method } from "../../method.ts";
import type { PragaOptions } from "./config.ts";
import { PragaMethod } from "./method.ts";

/**
 * PRAGA: one embedding from modalities of the same spots, by feature graphs that are learned and by prototypes
 * (Prototype-aware Graph Adaptive Aggregation).
 *
 * Each modality's features are projected and propagated along a mixture of the spatial graph `S` and its own learned
 * graph `Aₘ`: `Hₘ = (wS + vAₘ + b11ᵀ)(Xₘ Wₘ)`; two linear layers fuse them to `Z`, and `X̂ₘ = S Z Vₘ` brings the features
 * back. The loss is `Σ wₘ MSE(Xₘ, X̂ₘ) + (1/M) Σ ‖Aₘ − Cₘ‖ + c L_proto`: graphs are held to a mean `Cₘ` that follows them,
 * and spots drawn to the nearest of `K` prototypes.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_praga"]`, rows of length 1, and `uns["weft"]["praga"]`. See `docs/methods/praga.md`.
 *
 * @param options A preset, a data set whose settings to take, and settings that differ from them.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { praga } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const { config } = praga({ preset: "released", dataset: "simulation", lr: 0.01 });
 * assert.deepEqual([config.nLatent, config.nPrototypes, config.lr], [128, 5, 0.01]);
 * assert.equal(praga().config.featureEdge, "connectivity");
 * ```
 */
export function praga({ preset = "default", ...change }: PragaOptions = {}): Method {
  return new PragaMethod(preset, change);
}
