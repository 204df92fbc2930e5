import type { Method } from "../method.ts";
import type { ScmrdrOptions } from "./config.ts";
import { ScmrdrMethod } from "./method.ts";

/**
 * One embedding of cells measured by different modalities, each on cells of its own, over a shared axis of genes: scMRDR
 * (single-cell Multi-omics Regularized Disentangled Representations, NeurIPS 2025).
 *
 * A conditional variational autoencoder with two latents: the shared one, `nObs × nLatent`, is the embedding; the specific
 * one takes what belongs to the modality. Genes that a modality lacks are left out of its reconstruction. An adversary
 * takes the modality out of the shared latent, and an isometry keeps the distances between cells of one modality:
 * `recon + beta · (KL shared + KL specific) + gamma · isometry + lambda · adversarial`.
 *
 * Reads `layers["counts"]` (else `X`) of each modality along the union of their `highly_variable` genes, and
 * `obs[batchKey]`; training writes `obsm["X_scmrdr"]`, `obsm["X_scmrdr_specific"]` and `uns["weft"]["scmrdr"]`. Modalities
 * of the same cells go through `unpair` first. See `docs/methods/scmrdr.md`.
 *
 * @param options A preset, and settings that differ from it.
 * @returns The method, to hand to `train`.
 * @throws {WeftError} `InvalidArgument` when a setting is unknown or out of range.
 *
 * @example
 * ```ts
 * import { scmrdr } from "weft/methods";
 * import assert from "node:assert/strict";
 *
 * const method = scmrdr({ preset: "kidney", batchKey: "donor" });
 * assert.equal(method.config.hidden, "128,128");
 * assert.equal(method.nEpochs, 100);
 * assert.deepEqual(scmrdr({ preset: "scvi" }).config.nSpecific, 0);
 * ```
 */
export function scmrdr({ preset = "default", ...change }: ScmrdrOptions = {}): Method {
  return new ScmrdrMethod(preset, change) as unknown as Method;
}
