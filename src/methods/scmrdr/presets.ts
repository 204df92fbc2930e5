import type { ScmrdrConfig } from "./config.ts";

/** Presets of scMRDR: its authors' scripts, the paper's text, what serves new data, and two baselines of the same family. */
export type ScmrdrPreset =
  | "default"
  | "paper"
  | "released"
  | "constructor"
  | "readme"
  | "kidney"
  | "mouseCortex"
  | "bmmc"
  | "betaVae"
  | "scvi";

const kidney: ScmrdrConfig = {
  hidden: "128,128",
  nLatent: 20,
  nSpecific: 20,
  dropout: 0.2,
  distribution: "zinb",
  beta: 2,
  gamma: 5,
  lambda: 5,
  dispersion: "geneModality",
  prior: "scalar",
  mask: true,
  features: "union",
  layer: "counts",
  batchKey: null,
  biasBeforeNorm: "exact",
  clearDiscriminatorGradient: true,
  lr: 1e-3,
  schedule: "cosine",
  gradClip: 1,
  batchSize: 128,
  balanced: false,
  nEpochs: 100,
  validationFraction: 0,
  patience: null,
  legacyEarlyStop: false,
};

const stopping = { validationFraction: 0.1, patience: 25 } as const;
const byDefault: ScmrdrConfig = { ...kidney, ...stopping, nEpochs: 200 };
const withoutAdversary = { gamma: 0, lambda: 0 } as const;

/** The settings of each preset; `docs/discrepancies/scmrdr.md` says where they come from. */
export const PRESETS: Readonly<Record<ScmrdrPreset, ScmrdrConfig>> = {
  default: byDefault,
  paper: { ...byDefault, dispersion: "gene", prior: "vector" },
  released: { ...kidney, clearDiscriminatorGradient: false, legacyEarlyStop: true },
  constructor: {
    ...kidney,
    hidden: "100,50",
    nLatent: 15,
    nSpecific: 15,
    dropout: 0.5,
    gamma: 1,
    lambda: 0.01,
    schedule: "constant",
  },
  readme: {
    ...kidney,
    ...stopping,
    hidden: "512,512",
    schedule: "constant",
    nEpochs: 200,
    patience: 10,
  },
  kidney,
  mouseCortex: {
    ...kidney,
    ...stopping,
    nLatent: 25,
    nSpecific: 25,
    dropout: 0.5,
    schedule: "constant",
    nEpochs: 200,
  },
  bmmc: {
    ...kidney,
    ...stopping,
    nLatent: 30,
    nSpecific: 30,
    beta: 5,
    gamma: 10,
    lambda: 10,
    batchSize: 64,
    schedule: "constant",
    nEpochs: 200,
  },
  betaVae: { ...byDefault, ...withoutAdversary },
  scvi: { ...byDefault, ...withoutAdversary, nSpecific: 0, beta: 1 },
};

/** Changes of the settings that take one part of scMRDR away. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<ScmrdrConfig>>>> = {
  adversary: { lambda: 0 },
  isometry: { gamma: 0 },
  disentangling: { beta: 1 },
  mask: { mask: false },
  specificLatent: { nSpecific: 0, gamma: 0 },
  training: { nEpochs: 0 },
};
