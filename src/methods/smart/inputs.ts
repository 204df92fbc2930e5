import { checkOneOf } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Csr } from "../../data/csr.ts";
import { toCsr } from "../../data/matrix.ts";
import { checkSlots, type SlotNeed } from "../slot_need.ts";
import type { InputLayout, InputOptions } from "../method.ts";
import { modalitiesOf, type ModalityFeatures, readFeatures, repOf } from "../read_features.ts";
import { withoutEdges } from "../without_edges.ts";
import { type SmartConfig, weightOf } from "./config.ts";

const GRAPH_KEY = "spatial_connectivities";

/** What SMART reads from an object. */
export interface SmartInputs extends InputLayout {
  /** Observations of the whole. */
  readonly nObs: number;
  /** Each modality's features. */
  readonly modalities: readonly ModalityFeatures[];
  /** The spatial graph, row `i` listing the neighbours of spot `i`; without edges when it is not used. */
  readonly graph: Csr;
}

/** The slots SMART reads from an object with these modalities. */
export function smartSlots(names: readonly string[], config: SmartConfig, options: InputOptions): SlotNeed[] {
  const features = chosen(names, config).map((name): SlotNeed => ({
    slot: "obsm",
    key: repOf(name, options),
    of: { modality: name },
    next: "Call pca() on it first, or name another representation with useRep.",
  }));
  const next = "Call spatialNeighbors() on the whole first, or set useGraph: false.";
  return config.useGraph ? [...features, { slot: "obsp", key: GRAPH_KEY, of: "whole", next }] : features;
}

/** Reads and checks what SMART needs. */
export function smartInputs(data: Annotated, config: SmartConfig, options: InputOptions): SmartInputs {
  const all = modalitiesOf(data).map(([name]) => name);
  for (const name of config.modalities ?? []) checkOneOf(name, "a name in modalities", all);
  const names = chosen(all, config);
  checkSlots(data, smartSlots(names, config, options));
  checkWeights(names, config);
  const { nObs } = data;
  if (nObs < 2) throw new WeftError("TooSmall", { expected: "at least 2 spots to train on", found: `${nObs}` });
  const graph = config.useGraph ? toCsr(data.obsp[GRAPH_KEY]!) : withoutEdges(nObs);
  return { nObs, modalities: readFeatures(data, options, names), graph };
}

function chosen(names: readonly string[], { modalities }: SmartConfig): readonly string[] {
  return modalities === null ? names : names.filter((name) => modalities.includes(name));
}

function checkWeights(names: readonly string[], config: SmartConfig): void {
  for (const option of ["reconWeight", "tripletWeight"] as const) {
    const weights = config[option];
    for (const name of typeof weights === "number" ? [] : Object.keys(weights)) {
      checkOneOf(name, `a modality in ${option}`, names);
    }
  }
  const weighs = (name: string) => weightOf(config.reconWeight, name) > 0 || weightOf(config.tripletWeight, name) > 0;
  if (config.nEpochs === 0 || config.laplacianWeight > 0 || names.some(weighs)) return;
  throw new WeftError("InvalidArgument", {
    expected: "at least one of reconWeight, tripletWeight, laplacianWeight to be above 0",
    found: "that all are 0",
    next: "Set nEpochs: 0 for an untrained embedding.",
  });
}
