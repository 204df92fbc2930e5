import type { Method } from "../method.ts";
import type { RiaOptions } from "./config.ts";
import { RiaMethod } from "./method.ts";

/**
 * RIA: PRAGA's network trained to spread spots over clusters, by making a nuclear norm large (Robust Integrative Analysis
 * of multi-omics datasets via nuclear-norm maximization).
 *
 * The loss is `Σ wₘ MSE(Xₘ, X̂ₘ) + (1/M) Σ ‖Aₘ − Cₘ‖ + α c L_dpcl − (β/N) ‖softmax(Z W + b)‖₊`, where `‖·‖₊` is the sum of
 * the singular values and `L_dpcl` the softmax cross-entropy over `K` prototypes. The authors' own objectives (presets
 * `released` and `paper`) reconstruct nothing; that of `released` has no lower bound, and its training may overflow.
 *
 * Reads `obsm["X_pca"]` of each modality and `obsp["spatial_connectivities"]` of the whole; training writes
 * `obsm["X_ria"]`, rows of length 1, and `uns["weft"]["ria"]`. See `docs/methods/ria.md`.
 *
 * @param options A preset, a data set whose settings to take, and settings that differ from them.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { ria } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(ria({ preset: "stable" }).config, ria().config);
 * const { config } = ria({ preset: "released", dataset: "hln" });
 * assert.deepEqual([config.bnmOn, config.reconWeight, config.nEpochs], ["auto", 0, 30]);
 * ```
 */
export function ria({ preset = "default", ...change }: RiaOptions = {}): Method {
  return new RiaMethod(preset, change);
}
