import { DATASET_SETTINGS } from "../family/dataset_settings.ts";
import type { FamilyDataset } from "../family/recipes.ts";
import type { CrctConfig, CrctPreset } from "./config.ts";

const standard: CrctConfig = {
  dataset: null,
  nLatent: 64,
  centerFeatures: false,
  activation: "none",
  nSpatialNeighbors: 3,
  useSpatialGraph: true,
  nFeatureNeighbors: 20,
  featureEdge: "connectivity",
  learnGraph: true,
  graphReference: "initial",
  referenceDecay: 0.9,
  graphWeight: 1,
  graphSquared: false,
  reconWeight: 5,
  reconstruct: "both",
  augWeight: { 0: 0.01, 100: 0.2, 200: 0.5 },
  rho0: 0.5,
  nPrototypes: 10,
  labelStart: 5,
  assignment: "centers",
  prototypeInterval: 50,
  unitPrototypes: true,
  statistics: "reset",
  momentumCap: 10,
  clusterWeight: 1,
  betaStart: "auto",
  temperature: 2,
  optimizer: "sgd",
  lr: 0.01,
  momentum: 0.9,
  weightDecay: 5e-3,
  gradClip: 20,
  nEpochs: 200,
};

const paper: CrctConfig = { ...standard, graphReference: "knn", momentumCap: null, betaStart: 100, gradClip: null };

/** The settings of each preset; `docs/discrepancies/crct.md` says where they come from. */
export const PRESETS: Readonly<Record<CrctPreset, CrctConfig>> = { paper, released: paper, default: standard };

/** Table 1 of the paper, and what PRAGA has where it is silent. */
export const DATASETS: Readonly<Record<FamilyDataset, Partial<CrctConfig>>> = {
  hln: { ...DATASET_SETTINGS.hln, nEpochs: 50, augWeight: { 0: 0.05, 5: 0.5, 15: 1 } },
  mouseBrain: { ...DATASET_SETTINGS.mouseBrain, lr: 1e-3, weightDecay: 2e-2 },
  spots: DATASET_SETTINGS.spots,
  stereoCite: { ...DATASET_SETTINGS.stereoCite, nEpochs: 300, weightDecay: 5e-2 },
  simulation: { ...DATASET_SETTINGS.simulation, nEpochs: 300, nLatent: 128, weightDecay: 5e-2 },
};

/** Changes of the settings that take one part of CRCT away; the first two are the paper's own. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<CrctConfig>>>> = {
  augmentedReconstruction: { reconstruct: "original" },
  originalReconstruction: { reconstruct: "augmented" },
  augmentation: { rho0: 0 },
  clusterTerm: { clusterWeight: 0 },
  graphTerm: { graphWeight: 0 },
  learnedGraph: { learnGraph: false },
  spatialGraph: { useSpatialGraph: false },
};
