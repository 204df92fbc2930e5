import { DATASETS as PRAGA_DATASETS, PRESETS as PRAGA } from "../baseline/praga/presets.ts";
import type { FamilyDataset } from "../family/recipes.ts";
import type { RiaConfig, RiaPreset } from "./config.ts";

const stable: RiaConfig = {
  ...PRAGA.default,
  alpha: 1,
  beta: 1,
  bnmOn: "head",
  bnmModalityWeight: 5,
  prototypeForm: "crossEntropy",
};

const released: RiaConfig = {
  ...PRAGA.released,
  alpha: 1,
  beta: 1,
  bnmOn: "auto",
  bnmModalityWeight: 5,
  prototypeForm: "crossEntropy",
  reconWeight: 0,
  lr: 1e-3,
};

const paper: RiaConfig = {
  ...stable,
  centerFeatures: false,
  prototypeForm: "ratio",
  reconWeight: 0,
  graphSquared: true,
  gradClip: null,
};

/** The settings of each preset; `docs/discrepancies/ria.md` says where they come from. */
export const PRESETS: Readonly<Record<RiaPreset, RiaConfig>> = {
  paper,
  released,
  code: released,
  default: stable,
  stable,
};

/** What the authors set for each of their data sets; weights by the place of a modality: RNA, the second, the third. */
const AUTHORS: Readonly<Record<FamilyDataset, Partial<RiaConfig>>> = {
  hln: { nEpochs: 30, lr: 0.01, bnmModalityWeight: { 0: 0.95, 1: 2.4 }, temperature: 1.5 },
  mouseBrain: {
    nEpochs: 300,
    lr: 1e-4,
    weightDecay: 5e-2,
    bnmModalityWeight: { 0: 1, 1: 7 },
    nPrototypes: 14,
    prototypeWeight: 2,
    nSpatialNeighbors: 6,
  },
  spots: { bnmModalityWeight: { 0: 5, 1: 5 } },
  stereoCite: { nEpochs: 300, weightDecay: 5e-2, bnmModalityWeight: { 0: 5, 1: 5 }, nSpatialNeighbors: 6 },
  simulation: {
    nLatent: 128,
    lr: 1e-4,
    weightDecay: 2e-2,
    bnmModalityWeight: { 0: 1, 1: 5, 2: 0.5 },
    nPrototypes: 5,
    prototypeWeight: 10,
  },
};

/** `stable` takes PRAGA's settings of a data set, but for its step size and its prototypes. */
const STABLE: Readonly<Record<FamilyDataset, Partial<RiaConfig>>> = {
  hln: stableOf("hln"),
  mouseBrain: stableOf("mouseBrain"),
  spots: stableOf("spots"),
  stereoCite: stableOf("stereoCite"),
  simulation: stableOf("simulation"),
};

function stableOf(dataset: FamilyDataset): Partial<RiaConfig> {
  const { lr, prototypeWeight, prototypeInterval } = stable;
  return { ...PRAGA_DATASETS[dataset], lr, prototypeWeight, prototypeInterval };
}

/** The settings of each data set under a preset. */
export function datasetsOf(preset: string): Readonly<Record<FamilyDataset, Partial<RiaConfig>>> {
  return preset === "default" || preset === "stable" ? STABLE : AUTHORS;
}

/** Changes of the settings that take one part of RIA away, or two as the paper does. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<RiaConfig>>>> = {
  graph: { graphWeight: 0 },
  bnm: { beta: 0 },
  prototypes: { alpha: 0 },
  graphAndPrototypes: { graphWeight: 0, alpha: 0 },
  graphAndBnm: { graphWeight: 0, beta: 0 },
  bnmAndPrototypes: { beta: 0, alpha: 0 },
  learnedGraph: { learnGraph: false },
};
