import { DATASET_SETTINGS } from "../../family/dataset_settings.ts";
import type { FamilyDataset } from "../../family/recipes.ts";
import type { PragaConfig, PragaPreset } from "./config.ts";

const released: PragaConfig = {
  dataset: null,
  nLatent: 64,
  centerFeatures: false,
  activation: "none",
  nSpatialNeighbors: 3,
  useSpatialGraph: true,
  nFeatureNeighbors: 20,
  featureEdge: "auto",
  learnGraph: true,
  graphReference: "ema",
  referenceDecay: 0.9,
  referenceOrder: "auto",
  graphWeight: 1,
  graphSquared: false,
  reconWeight: 5,
  nPrototypes: 10,
  dynamicK: false,
  prototypeWeight: 1,
  prototypeStart: 100,
  prototypeInterval: 50,
  temperature: 2,
  lr: 0.01,
  momentum: 0.9,
  weightDecay: 5e-3,
  gradClip: null,
  nEpochs: 200,
};

const paper: PragaConfig = {
  ...released,
  activation: "relu",
  featureEdge: "connectivity",
  referenceOrder: "after",
  graphSquared: true,
  prototypeStart: "auto",
};

/** The settings of each preset; `docs/discrepancies/praga.md` says where they come from. */
export const PRESETS: Readonly<Record<PragaPreset, PragaConfig>> = {
  paper,
  released,
  code: released,
  default: {
    ...released,
    centerFeatures: true,
    featureEdge: "connectivity",
    referenceOrder: "after",
    reconWeight: 1,
    prototypeStart: "auto",
    gradClip: 1,
  },
};

/** What the authors set for each of their data sets. */
export const DATASETS: Readonly<Record<FamilyDataset, Partial<PragaConfig>>> = {
  hln: { ...DATASET_SETTINGS.hln, nEpochs: 30 },
  mouseBrain: { ...DATASET_SETTINGS.mouseBrain, nEpochs: 300, weightDecay: 5e-2, prototypeWeight: 2 },
  spots: DATASET_SETTINGS.spots,
  stereoCite: { ...DATASET_SETTINGS.stereoCite, nEpochs: 300, weightDecay: 5e-2 },
  simulation: { ...DATASET_SETTINGS.simulation, nLatent: 128, prototypeInterval: 100, lr: 1e-3, weightDecay: 2e-2 },
};

/** Changes of the settings that take one part of PRAGA away. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<PragaConfig>>>> = {
  prototypes: { prototypeWeight: 0 },
  learnedGraph: { learnGraph: false },
  graphTerm: { graphWeight: 0 },
  spatialGraph: { useSpatialGraph: false },
};
