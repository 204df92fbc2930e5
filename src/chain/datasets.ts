/**
 * Data to try things on, chainable: the simulated tissue and its controls.
 *
 * @module
 */
import {
  type SimulatedLikeOptions,
  simulatedTissue as simulate,
  type SimulatedTissueOptions,
} from "../io/datasets/simulated_tissue.ts";
import type { AnnData } from "./anndata.ts";
import type { MuData } from "./mudata.ts";
import { toChain } from "./to_chain.ts";

export { permuteCoordinates, type PermuteCoordinatesOptions } from "../io/datasets/permute_coordinates.ts";
export { permuteRows, type PermuteRowsOptions } from "../io/datasets/permute_rows.ts";
export type { SimulatedModality, SimulatorPreset } from "../io/datasets/presets.ts";
export type {
  SimulatedLikeOptions,
  SimulatedTissueOptions,
  SimulationOptions,
} from "../io/datasets/simulated_tissue.ts";

/**
 * One modality simulated on the coordinates and names of a given object, with planted domains.
 *
 * @param options `like`, `modality` and the options of the simulation.
 * @returns The modality, chainable.
 * @throws {WeftError} As the simulator of `weft/io`.
 *
 * @example
 * ```ts
 * import { datasets } from "weft";
 * import assert from "node:assert/strict";
 *
 * const tissue = datasets.simulatedTissue({ seed: 1 });
 * assert.deepEqual(tissue.modalityNames, ["rna", "adt", "atac"]);
 * const rna = datasets.simulatedTissue({ like: tissue.modality("adt"), modality: "rna" });
 * assert.deepEqual(rna.obsNames, tissue.modality("adt").obsNames);
 * ```
 */
export function simulatedTissue(options: SimulatedLikeOptions): AnnData;
/** A whole simulated tissue with modalities `rna`, `adt` and `atac`, coordinates and true domains. */
export function simulatedTissue(options?: SimulatedTissueOptions): MuData;
export function simulatedTissue(options: SimulatedTissueOptions | SimulatedLikeOptions = {}): AnnData | MuData {
  return toChain(options.like === undefined ? simulate(options) : simulate(options));
}
