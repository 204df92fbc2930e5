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

/** What the authors set for each of their data sets; weights by the place of a modality: RNA, the second, the third. */
export const DATASETS: Readonly<Record<FamilyDataset, Partial<PragaConfig>>> = {
  hln: { nEpochs: 30, reconWeight: { 0: 5, 1: 5 } },
  mouseBrain: {
    nEpochs: 300,
    weightDecay: 5e-2,
    reconWeight: { 0: 1, 1: 10 },
    nPrototypes: 14,
    prototypeWeight: 2,
    nSpatialNeighbors: 6,
  },
  spots: { reconWeight: { 0: 5, 1: 5 } },
  stereoCite: { nEpochs: 300, weightDecay: 5e-2, reconWeight: { 0: 5, 1: 5 }, nSpatialNeighbors: 6 },
  simulation: {
    nLatent: 128,
    reconWeight: { 0: 1, 1: 3, 2: 3 },
    nPrototypes: 5,
    prototypeInterval: 100,
    lr: 1e-3,
    weightDecay: 2e-2,
  },
};

/** Changes of the settings that take one part of PRAGA away. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<PragaConfig>>>> = {
  prototypes: { prototypeWeight: 0 },
  learnedGraph: { learnGraph: false },
  graphTerm: { graphWeight: 0 },
  spatialGraph: { useSpatialGraph: false },
};
