/**
 * Data to try things on: the simulated tissue and its controls.
 *
 * @module
 */
export {
  type SimulatedLikeOptions,
  simulatedTissue,
  type SimulatedTissueOptions,
  type SimulationOptions,
} from "./simulated_tissue.ts";
export type { SimulatedModality, SimulatorPreset } from "./presets.ts";
export { permuteCoordinates, type PermuteCoordinatesOptions } from "./permute_coordinates.ts";
export { permuteRows, type PermuteRowsOptions } from "./permute_rows.ts";
