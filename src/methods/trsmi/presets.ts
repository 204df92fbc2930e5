import { DATASET_SETTINGS } from "../family/dataset_settings.ts";
import type { FamilyDataset } from "../family/recipes.ts";
import type { TrsmiConfig, TrsmiPreset } from "./config.ts";

const paper: TrsmiConfig = {
  dataset: null,
  nLatent: 64,
  nSpatialNeighbors: 3,
  useSpatialGraph: true,
  nFeatureNeighbors: 20,
  featureEdge: "connectivity",
  learnGraph: true,
  graphReference: "ema",
  referenceDecay: 0.9,
  graphWeight: 1,
  graphSquared: true,
  nearIdentity: true,
  encoderGate: -2.2,
  useAlignment: true,
  alignDim: 32,
  alignTemperature: 0.1,
  nAligned: 20,
  alignExactSpots: 20_000,
  warmup: 0.1,
  localGate: -2.2,
  scales: { 2: 0.1, 5: 0.1, 10: 0.2 },
  betaStart: 0.8,
  betaEnd: 0.2,
  learnBeta: true,
  monotoneBeta: true,
  activation: "none",
  reconWeight: 5,
  nPrototypes: 10,
  prototypeWeight: 1,
  prototypeStart: "auto",
  prototypeTemperature: 0.5,
  prototypeUnit: true,
  optimizer: "adam",
  lr: 1e-3,
  momentum: 0.9,
  weightDecay: 1e-4,
  gradClip: null,
  nEpochs: 200,
};

/** The settings of each preset; `docs/discrepancies/trsmi.md` says where they come from. */
export const PRESETS: Readonly<Record<TrsmiPreset, TrsmiConfig>> = { paper, released: paper, default: paper };

/** What PRAGA's authors set for each data set, with 200 epochs at least. */
export const DATASETS: Readonly<Record<FamilyDataset, Partial<TrsmiConfig>>> = {
  hln: DATASET_SETTINGS.hln,
  mouseBrain: { ...DATASET_SETTINGS.mouseBrain, nEpochs: 300 },
  spots: DATASET_SETTINGS.spots,
  stereoCite: { ...DATASET_SETTINGS.stereoCite, nEpochs: 300 },
  simulation: DATASET_SETTINGS.simulation,
};

/** Changes of the settings that take one part of TRSMI away. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<TrsmiConfig>>>> = {
  nearIdentity: { nearIdentity: false },
  alignment: { useAlignment: false },
  warmup: { warmup: 0 },
  scales: { scales: { 5: 0.1 } },
  diffusion: { betaStart: 0, betaEnd: 0, learnBeta: false },
  cooling: { betaStart: 0.5, betaEnd: 0.5, learnBeta: false },
  prototypes: { prototypeWeight: 0 },
  graphTerm: { graphWeight: 0 },
  learnedGraph: { learnGraph: false },
  spatialGraph: { useSpatialGraph: false },
  training: { nEpochs: 0 },
};
