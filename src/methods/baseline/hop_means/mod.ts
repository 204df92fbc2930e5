import type { Method } from "../../method.ts";
import { UntrainedMethod } from "../untrained.ts";
import { HOP_MEANS, type HopMeansOptions } from "./config.ts";

/**
 * The modalities' principal components beside their means over neighbours, neighbours' neighbours, … : all that a graph
 * network of as many layers can see, without a network.
 *
 * `Z = [X | A X | A² X | …]` with `A` the mean over a spot's neighbours. Nothing is trained. Reads `obsm["X_pca"]` of
 * each modality and `obsp["spatial_connectivities"]`; `train` writes `obsm["X_hop_means"]`,
 * `nObs × (nHops + 1) Σ nComps`. See `docs/methods/hop_means.md`.
 *
 * @param options Settings.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { hopMeans } from "weft/methods";
 * import { train } from "weft/train";
 * import { AnnData, Csr, Dense, representation } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const indptr = Int32Array.of(0, 1, 2), indices = Int32Array.of(1, 0), data = Float32Array.of(1, 1);
 * const pair = new AnnData({ X: Dense.fromRows([[2], [4]]) })
 *   .with({ obsp: { spatial_connectivities: new Csr({ shape: [2, 2], indptr, indices, data }) } });
 * const hops = await train(pair, hopMeans(), { useRep: "X" }).result();
 * assert.deepEqual(representation(hops, "X_hop_means").toRows(), [[2, 4, 2], [4, 2, 4]]);
 * ```
 */
export function hopMeans({ preset = "default", ...change }: HopMeansOptions = {}): Method {
  return new UntrainedMethod(HOP_MEANS, preset, change);
}
