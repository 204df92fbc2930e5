import { checkOneOf } from "../../core/check.ts";

/** Names of the simulator's settings. */
export type SimulatorPreset = "default" | "easy" | "hard" | "nuisance" | "rare" | "unpaired";

/** Names of the modalities that the simulator makes. */
export type SimulatedModality = "rna" | "adt" | "atac";

/** The parts of the tissue on the 36 × 36 grid: blocks of 6 × 6 spots, of 2 × 2 spots, or with rare niches. */
export type Layout = "coarse" | "fine" | "rare";

/** Everything that a preset fixes; letters are those of the model in {@linkcode SimulatedTissueOptions}. */
export interface SimulatorParameters {
  /** Which blocks of the grid express which factor. */
  readonly layout: Layout;
  /** m: mean that a feature's loadings add up to. */
  readonly expressionMean: number;
  /** f: part of m that is spatial; the rest is carried by the non-spatial factors. */
  readonly spatialFraction: number;
  /** Probability that a non-spatial factor is active in a spot. */
  readonly nonSpatialRate: number;
  /** b: mean of a feature where no factor is active. */
  readonly background: number;
  /** r: shape of the negative binomial; variance = mean + mean²/r. */
  readonly shape: number;
  /** π: share of the entries set to zero, by modality. */
  readonly zeroInflation: Readonly<Record<SimulatedModality, number>>;
  /** Relative chance of each spatial factor to own a feature; equal when left out. */
  readonly factorShares?: readonly number[];
  /** True when all modalities see the same non-spatial factors. */
  readonly sharedNuisance: boolean;
  /** True when modalities measure disjoint spots and share their spatial loadings and feature names. */
  readonly unpaired: boolean;
  /** Standard deviation of the logarithm of a feature's scale in a modality; 0 for no scales. */
  readonly scaleSd: number;
}

/** The modalities in the order of the simulator. */
export const MODALITIES: readonly SimulatedModality[] = ["rna", "adt", "atac"];

/** How many non-spatial factors every modality has. */
export const N_NON_SPATIAL = 3;

const DEFAULT: SimulatorParameters = {
  layout: "coarse",
  expressionMean: 20,
  spatialFraction: 0.55,
  nonSpatialRate: 0.2,
  background: 0.2,
  shape: 10,
  zeroInflation: { rna: 0.5, adt: 0, atac: 0.5 },
  sharedNuisance: false,
  unpaired: false,
  scaleSd: 0,
};

const HARD: SimulatorParameters = {
  ...DEFAULT,
  layout: "fine",
  expressionMean: 3,
  spatialFraction: 0.3,
  zeroInflation: { rna: 0.8, adt: 0.5, atac: 0.8 },
};

const PRESETS: Readonly<Record<SimulatorPreset, SimulatorParameters>> = {
  default: DEFAULT,
  easy: { ...DEFAULT, spatialFraction: 0.9 },
  hard: HARD,
  nuisance: {
    ...HARD,
    expressionMean: 10,
    spatialFraction: 0.4,
    nonSpatialRate: 0.3,
    zeroInflation: { rna: 0.7, adt: 0.5, atac: 0.7 },
    sharedNuisance: true,
  },
  rare: { ...DEFAULT, layout: "rare", factorShares: [0.19, 0.19, 0.19, 0.19, 0.08, 0.08, 0.08] },
  unpaired: { ...DEFAULT, unpaired: true, scaleSd: 0.5 },
};

/** The parameters of a preset. */
export function simulatorParameters(preset: SimulatorPreset): SimulatorParameters {
  checkOneOf(preset, "preset", Object.keys(PRESETS) as SimulatorPreset[]);
  return PRESETS[preset];
}

/** Default number of features of a modality; unpaired proteins are 5 % of the shared genes. */
export function defaultFeatures(modality: SimulatedModality, unpaired = false): number {
  if (modality !== "adt") return 1000;
  return unpaired ? 50 : 100;
}
