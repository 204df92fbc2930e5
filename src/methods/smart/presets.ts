import type { SmartConfig } from "./config.ts";

/** Presets of SMART: the paper's text, the authors' code, and what serves new data. */
export type SmartPreset = "paper" | "released" | "default";

const released: SmartConfig = {
  nLatent: 64,
  nLayers: 2,
  encoder: "sage",
  modalities: null,
  activation: "none",
  decoderNorm: true,
  trainable: "fusionOnly",
  edgeDirection: "reverse",
  useGraph: true,
  margin: 0.5,
  reconWeight: 1,
  tripletWeight: 1,
  laplacianWeight: 0,
  nNear: 3,
  farFraction: 0.6,
  lr: 1e-3,
  weightDecay: 1e-6,
  gradClip: null,
  nEpochs: 300,
  earlyStopping: true,
  window: 10,
};

/** The settings of each preset; `docs/discrepancies/smart.md` says where they come from. */
export const PRESETS: Readonly<Record<SmartPreset, SmartConfig>> = {
  paper: {
    ...released,
    activation: "relu",
    trainable: "all",
    edgeDirection: "union",
    margin: 1,
    reconWeight: 0.5,
    tripletWeight: 0.5,
  },
  released,
  default: { ...released, trainable: "all" },
};

/** Changes of the settings that take one part of SMART away, or put another in its place. */
export const ABLATIONS: Readonly<Record<string, Readonly<Partial<SmartConfig>>>> = {
  triplet: { tripletWeight: 0 },
  reconstruction: { reconWeight: 0 },
  spatialGraph: { useGraph: false },
  trainedEncoders: { trainable: "fusionOnly" },
  training: { nEpochs: 0 },
  gcn: { encoder: "gcn" },
  gat: { encoder: "gat" },
  graphConv: { encoder: "graphConv" },
  oneLayer: { nLayers: 1 },
  threeLayers: { nLayers: 3 },
};

/** Those of them that are named after what is put in. */
export const REPLACEMENTS: readonly string[] = ["gcn", "gat", "graphConv", "oneLayer", "threeLayers"];
