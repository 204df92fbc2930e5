import type { Dense } from "../data/dense.ts";
import { approximateNeighbors } from "../graph/approximate_neighbors.ts";
import { exactNeighbors, type NeighborTable } from "../graph/exact_neighbors.ts";
import { clisi } from "./clisi.ts";
import type { Noted } from "./defined_score.ts";
import { graphConnectivity } from "./graph_connectivity.ts";
import { ilisi } from "./ilisi.ts";
import type { IntegrationGroup, IntegrationScore } from "./integration_scores.ts";
import { isolatedLabels } from "./isolated_labels.ts";
import { kbetPerLabel } from "./kbet_per_label.ts";
import { kmeansNmiAri, type NmiAri } from "./kmeans_nmi_ari.ts";
import { pcrComparison } from "./pcr_comparison.ts";
import { silhouetteBatch } from "./silhouette_batch.ts";
import { silhouetteLabel } from "./silhouette_label.ts";

/** What scores of an integration are made of; no label is missing. */
export interface IntegrationParts {
  readonly embedding: Dense;
  readonly before: Dense | undefined;
  readonly labels: Int32Array;
  readonly batch: Int32Array | undefined;
  readonly modality: Int32Array | undefined;
  /** Rows that silhouettes look at; `undefined` for all. */
  readonly sample: Int32Array | undefined;
  readonly nInit: number;
  readonly seed: number;
  readonly signal: AbortSignal | undefined;
}

/** Neighbourhoods without the cell itself, as scib-metrics takes them. */
const LISI = 89;
const KBET = 49;
const CONNECTIVITY = 14;
/** Up to here finding all neighbours exactly is as fast as finding most of them. */
const EXACT_TO = 100_000;

/** The parts, with neighbours and clusters that several scores share and that are found when first asked for. */
export class IntegrationInputs {
  readonly parts: IntegrationParts;
  #table: NeighborTable | undefined;
  #clusters: NmiAri | undefined;

  constructor(parts: IntegrationParts) {
    this.parts = parts;
  }

  /** The nearest cells of each; fewer where there are not so many. */
  neighbors(wanted: number): NeighborTable {
    const { embedding, seed, signal } = this.parts;
    const n = embedding.nRows;
    const search = n <= EXACT_TO ? exactNeighbors : approximateNeighbors;
    this.#table ??= search(embedding, { nNeighbors: Math.min(LISI, n - 1), seed, signal });
    return firstNeighbors(this.#table, wanted);
  }

  /** Agreement of k-means with the cell types. */
  clusters(): NmiAri {
    const { embedding, labels, nInit, seed, signal } = this.parts;
    return this.#clusters ??= kmeansNmiAri(embedding, labels, { nInit, seed, signal });
  }

  /** Embedding and labels of the cells that silhouettes look at. */
  sampled(codes: Int32Array): [Dense, Int32Array, Int32Array] {
    const { embedding, labels, sample } = this.parts;
    if (!sample) return [embedding, labels, codes];
    return [embedding.takeRows(sample), sample.map((i) => labels[i]!), sample.map((i) => codes[i]!)];
  }
}

/** The first `count` neighbours of every row, or all when there are not so many. */
export function firstNeighbors(table: NeighborTable, count: number): NeighborTable {
  const { indices, distances, nNeighbors: k } = table;
  if (k <= count) return table;
  const n = indices.length / k;
  const first = { indices: new Int32Array(n * count), distances: new Float32Array(n * count), nNeighbors: count };
  for (let i = 0; i < n; i++) {
    first.indices.set(indices.subarray(i * k, i * k + count), i * count);
    first.distances.set(distances.subarray(i * k, i * k + count), i * count);
  }
  return first;
}

/** A score: how it reads, and its value. */
export interface IntegrationCompute extends Omit<IntegrationScore, "value" | "note"> {
  /** The value alone, or with what a reader should know of it. */
  readonly compute: (inputs: IntegrationInputs) => number | Noted;
}

type Mixed = Exclude<IntegrationGroup, "bio">;

function mixing(group: Mixed): IntegrationCompute[] {
  const many = group === "batch" ? "batches" : "modalities";
  const codes = ({ parts }: IntegrationInputs) => parts[group]!;
  return [
    {
      group,
      metric: "silhouetteBatch",
      meaning: `Within cell types, how little nearer cells of one ${group} are to each other.`,
      compute: (inputs) => silhouetteBatch(...inputs.sampled(codes(inputs)), { signal: inputs.parts.signal }),
    },
    {
      group,
      metric: "ilisi",
      meaning: `How many ${many} the surroundings of a cell effectively hold.`,
      compute: (inputs) => ilisi(inputs.neighbors(LISI), codes(inputs)),
    },
    {
      group,
      metric: "kbetPerLabel",
      meaning: `Within cell types, the share of cells whose surroundings hold ${many} as the whole type does.`,
      compute: (inputs) => {
        const { labels, signal } = inputs.parts;
        return kbetPerLabel(inputs.neighbors(KBET), codes(inputs), labels, { signal });
      },
    },
    ...(group === "modality" ? [connectivity] : []),
    {
      group,
      metric: "pcrComparison",
      meaning: `By how much the variance that ${many} explain has fallen.`,
      compute: (inputs) => {
        const { before, embedding } = inputs.parts;
        return before ? pcrComparison(before, embedding, codes(inputs)) : NaN;
      },
    },
  ];
}

const connectivity: IntegrationCompute = {
  group: "modality",
  metric: "graphConnectivity",
  meaning: "Share of a cell type's cells that hang together in the graph of neighbours.",
  compute: (inputs) => graphConnectivity(inputs.neighbors(CONNECTIVITY), inputs.parts.labels),
};

/** Every score of an integration, in the order in which they are shown. */
export const INTEGRATION_SCORES: readonly IntegrationCompute[] = [
  {
    group: "bio",
    metric: "isolatedLabels",
    meaning: "How well the cell types found in fewest modalities (or batches) keep apart.",
    compute: (inputs) => {
      const { modality, batch, labels, signal } = inputs.parts;
      return isolatedLabels(...inputs.sampled(modality ?? batch ?? labels.map(() => 0)), { signal });
    },
  },
  {
    group: "bio",
    metric: "kmeansNmi",
    meaning: "Information that k-means clusters share with cell types.",
    compute: (inputs) => inputs.clusters().nmi,
  },
  {
    group: "bio",
    metric: "kmeansAri",
    meaning: "Agreement of k-means clusters with cell types over pairs of cells.",
    compute: (inputs) => inputs.clusters().ari,
  },
  {
    group: "bio",
    metric: "silhouetteLabel",
    meaning: "How much nearer cells are to their own type than to the next.",
    compute: (inputs) => {
      const [x, labels] = inputs.sampled(inputs.parts.labels);
      return silhouetteLabel(x, labels, { signal: inputs.parts.signal });
    },
  },
  {
    group: "bio",
    metric: "clisi",
    meaning: "How pure in cell type the surroundings of a cell are.",
    compute: (inputs) => clisi(inputs.neighbors(LISI), inputs.parts.labels),
  },
  ...mixing("batch"),
  ...mixing("modality"),
];
