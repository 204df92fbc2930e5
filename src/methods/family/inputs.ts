import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Csr } from "../../data/csr.ts";
import { toCsr } from "../../data/matrix.ts";
import { Graph } from "../../graph/graph.ts";
import { normalizeAdjacency } from "../../graph/normalize_adjacency.ts";
import { symmetrize } from "../../graph/symmetrize.ts";
import type { InputLayout, InputOptions } from "../method.ts";
import { modalitiesOf, type ModalityFeatures, readFeatures, repOf } from "../read_features.ts";
import { checkSlots, type SlotNeed } from "../slot_need.ts";
import { withoutEdges } from "../without_edges.ts";

const GRAPH_KEY = "spatial_connectivities";

/** What a method of the PRAGA family reads, and how. */
export interface FamilyReading {
  /**
   * Whether every column of the features is brought to mean 0; default false. The edges from every spot to every spot
   * then have no effect, whose curvature grows with the square of the number of spots otherwise.
   */
  readonly centerFeatures?: boolean | undefined;
  /** Whether the spatial graph is used at all; default true. Without it a spot sees only itself. */
  readonly useSpatialGraph?: boolean | undefined;
}

/** What a method of the PRAGA family reads from an object. */
export interface FamilyInputs extends InputLayout {
  /** Observations of the whole. */
  readonly nObs: number;
  /** Each modality's features. */
  readonly modalities: readonly ModalityFeatures[];
  /** The spatial graph with self loops, normalised: `D^-½ (B + I) D^-½`, `nObs × nObs`. */
  readonly spatial: Csr;
  /** Each modality's feature graph, normalised likewise; empty until they are connected. */
  readonly features: readonly Csr[];
  /** The spot that comes at each place of all of this; left out when spots are in their own order. */
  readonly order?: Int32Array | undefined;
}

/** The slots a method of the PRAGA family reads from an object with these modalities. */
export function familySlots(
  names: readonly string[],
  { useSpatialGraph = true }: FamilyReading,
  options: InputOptions,
): SlotNeed[] {
  const features = names.map((name): SlotNeed => ({
    slot: "obsm",
    key: repOf(name, options),
    of: { modality: name },
    next: "Call pca() or lsi() on it first, or name another representation with useRep.",
  }));
  const next = "Call spatialNeighbors() on the whole first, or set useSpatialGraph: false.";
  return useSpatialGraph ? [...features, { slot: "obsp", key: GRAPH_KEY, of: "whole", next }] : features;
}

/** Reads and checks what a method of the PRAGA family needs; feature graphs are made by `connectFeatures`. */
export function familyInputs(data: Annotated, config: FamilyReading, options: InputOptions): FamilyInputs {
  checkSlots(data, familySlots(modalitiesOf(data).map(([name]) => name), config, options));
  const { nObs } = data;
  if (nObs < 2) throw new WeftError("TooSmall", { expected: "at least 2 spots to train on", found: `${nObs}` });
  const { useSpatialGraph = true, centerFeatures = false } = config;
  const graph = new Graph(useSpatialGraph ? toCsr(data.obsp[GRAPH_KEY]!) : withoutEdges(nObs)).validate();
  const spatial = normalizeAdjacency(symmetrize(graph)).adjacency;
  const modalities = readFeatures(data, options);
  return { nObs, modalities: centerFeatures ? modalities.map(centred) : modalities, spatial, features: [] };
}

/** Features with columns of mean 0 over the spots that were measured; rows of zeros stay. */
function centred({ name, nFeatures, data }: ModalityFeatures): ModalityFeatures {
  const means = new Float64Array(nFeatures);
  const out = new Float32Array(data.length);
  const isMeasured = (start: number) => data.subarray(start, start + nFeatures).some((value) => value !== 0);
  let nMeasured = 0;
  for (let start = 0; start < data.length; start += nFeatures) {
    if (!isMeasured(start)) continue;
    nMeasured++;
    for (let j = 0; j < nFeatures; j++) means[j]! += data[start + j]!;
  }
  for (let start = 0; start < data.length; start += nFeatures) {
    if (!isMeasured(start)) continue;
    for (let j = 0; j < nFeatures; j++) out[start + j] = data[start + j]! - means[j]! / nMeasured;
  }
  return { name, nFeatures, data: out };
}
