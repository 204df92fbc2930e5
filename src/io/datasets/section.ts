import type { Rng } from "../../core/rng.ts";
import { drawCounts, drawNonSpatialFactors } from "./counts.ts";
import type { Loadings } from "./loadings.ts";
import type { Pattern } from "./pattern.ts";
import type { SimulatedModality, SimulatorParameters } from "./presets.ts";

/** The spots of one section that a modality measures. */
export interface Spots {
  /** Their names. */
  readonly names: readonly string[];
  /** Name of the section they lie in. */
  readonly section: string;
  /** What is active in them, and where they are. */
  readonly pattern: Pattern;
}

/** One section as one modality sees it. */
export interface SimulatedSection extends Spots {
  /** U, `nSpots × 3`. */
  readonly nonSpatial: Uint8Array;
  /** Y, `nSpots × nFeatures`. */
  readonly counts: Float32Array;
}

/** The generators of one section: `nuisance` draws U, `noise` the counts. */
export interface SectionRngs {
  /** Stream of the non-spatial factors. */
  readonly nuisance: Rng;
  /** Stream of the counts. */
  readonly noise: Rng;
}

/** Draws what a modality measures in the spots of a section. */
export function simulateSection(
  spots: Spots,
  modality: SimulatedModality,
  loadings: Loadings,
  parameters: SimulatorParameters,
  { nuisance, noise }: SectionRngs,
): SimulatedSection {
  const nonSpatial = drawNonSpatialFactors(spots.names.length, parameters.nonSpatialRate, nuisance);
  const counts = drawCounts(
    spots.pattern.factors,
    nonSpatial,
    loadings,
    { ...parameters, zeroInflation: parameters.zeroInflation[modality] },
    noise,
  );
  return { ...spots, nonSpatial, counts };
}

/** The chosen spots of a section. */
export function takeSpots({ names, section, pattern }: Spots, chosen: Int32Array): Spots {
  const { nFactors } = pattern;
  const nAxes = pattern.coordinates.length / pattern.nSpots;
  const factors = new Uint8Array(chosen.length * nFactors);
  const coordinates = new Float64Array(chosen.length * nAxes);
  chosen.forEach((spot, i) => {
    factors.set(pattern.factors.subarray(spot * nFactors, (spot + 1) * nFactors), i * nFactors);
    coordinates.set(pattern.coordinates.subarray(spot * nAxes, (spot + 1) * nAxes), i * nAxes);
  });
  const domains = chosen.map((spot) => pattern.domains[spot]!);
  return {
    names: Array.from(chosen, (spot) => names[spot]!),
    section,
    pattern: { nSpots: chosen.length, nFactors, factors, domains, coordinates },
  };
}
