import type { FamilyDataset } from "../../family/recipes.ts";
import type { SpatialGlueConfig, SpatialGluePreset } from "./config.ts";

const released: SpatialGlueConfig = {
  dataset: null,
  nLatent: 64,
  activation: "none",
  bias: false,
  nSpatialNeighbors: 3,
  useSpatialGraph: true,
  useFeatureGraph: true,
  nFeatureNeighbors: 20,
  featureEdge: "connectivity",
  withinFusion: "attention",
  acrossFusion: "attention",
  reduction: "mean",
  reconWeight: 1,
  correspondenceWeight: 1,
  lr: 1e-4,
  weightDecay: 0,
  gradClip: null,
  nEpochs: 600,
};

/** The settings of each preset; `docs/discrepancies/spatialglue.md` says where they come from. */
export const PRESETS: Readonly<Record<SpatialGluePreset, SpatialGlueConfig>> = {
  paper: { ...released, activation: "relu", bias: true, reduction: "sum" },
  released,
  code: released,
  default: { ...released, nEpochs: 200 },
};

/** What the authors set for each of their data sets; weights by the place of a modality: RNA, the second, the third. */
export const DATASETS: Readonly<Record<FamilyDataset, Partial<SpatialGlueConfig>>> = {
  hln: { reconWeight: { 0: 1, 1: 5 }, correspondenceWeight: { 0: 1, 1: 10 }, nEpochs: 200 },
  mouseBrain: {
    reconWeight: { 0: 1, 1: 5 },
    correspondenceWeight: { 0: 1, 1: 1 },
    nEpochs: 1600,
    nSpatialNeighbors: 6,
  },
  spots: { reconWeight: { 0: 1, 1: 5 }, correspondenceWeight: { 0: 1, 1: 1 }, nEpochs: 600 },
  stereoCite: {
    reconWeight: { 0: 1, 1: 10 },
    correspondenceWeight: { 0: 1, 1: 10 },
    nEpochs: 1500,
    nSpatialNeighbors: 6,
  },
  simulation: { reconWeight: 1, correspondenceWeight: 1, nEpochs: 200 },
};

/** Changes of the settings that take one part of SpatialGlue away. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<SpatialGlueConfig>>>> = {
  spatialGraph: { useSpatialGraph: false },
  featureGraph: { useFeatureGraph: false },
  withinAttention: { withinFusion: "mean" },
  acrossAttention: { acrossFusion: "mean" },
  correspondence: { correspondenceWeight: 0 },
  reconstruction: { reconWeight: 0 },
  training: { nEpochs: 0 },
};
