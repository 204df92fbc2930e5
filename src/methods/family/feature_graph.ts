import { macrotask, throwIfAborted } from "../../core/abort.ts";
import type { Watched } from "../../core/progress.ts";
import type { Csr } from "../../data/csr.ts";
import { Dense } from "../../data/dense.ts";
import { approximateNeighbors } from "../../graph/approximate_neighbors.ts";
import { metricRows } from "../../graph/metric_rows.ts";
import { searchNearestRows } from "../../graph/nearest_rows.ts";
import { normalizeAdjacency } from "../../graph/normalize_adjacency.ts";
import { symmetrize } from "../../graph/symmetrize.ts";
import { tableToGraph } from "../../graph/table_to_graph.ts";
import type { ModalityFeatures } from "../read_features.ts";

const EXACT_SPOTS = 100_000;
/** A fixed one: a trained model must find the graph of its tissue again, whatever the seed of its training was. */
const SEED = 0;

/** How the feature graphs of the PRAGA family are made. */
export interface FeatureGraphOptions {
  /** Neighbours of a spot in feature space, by correlation; at most all others. */
  readonly nFeatureNeighbors: number;
  /** What an edge weighs: its correlation distance `1 − r`, so that unlike spots weigh more, or 1. */
  readonly featureEdge: "distance" | "connectivity";
  /** Up to so many spots all pairs are compared; above, nearest-neighbour descent is faster; default 100,000. */
  readonly exactSpots?: number | undefined;
}

/**
 * The feature graph of a modality: `D^-½ (B + I) D^-½`, `B` the clipped sum `min(K + Kᵀ, 1)` of the directed graph `K` of
 * nearest spots by correlation. Memory is that of the graph. Comparing all pairs hands the thread back
 * now and then; the descent in larger tissues does not.
 */
export async function featureGraph(
  { name, nFeatures, data }: ModalityFeatures,
  nObs: number,
  { nFeatureNeighbors, featureEdge, exactSpots = EXACT_SPOTS }: FeatureGraphOptions,
  options: Watched = {},
): Promise<Csr> {
  const x = new Dense(data, { shape: [nObs, nFeatures] });
  const nNeighbors = Math.min(nFeatureNeighbors, nObs - 1);
  const stage = `finding feature neighbours of ${name}`;
  const { indices, distances } = nObs > exactSpots
    ? approximateNeighbors(x, { ...searchOptions(options, stage), nNeighbors })
    : await exact(x, nNeighbors, stage, options);
  const graph = tableToGraph(indices, featureEdge === "distance" ? distances : distances.fill(1), nObs);
  return normalizeAdjacency(symmetrize(graph, { combine: "clippedSum" })).adjacency;
}

function searchOptions({ signal, onProgress }: Watched, stage: string) {
  return {
    metric: "correlation",
    seed: SEED,
    signal,
    onProgress: onProgress && ((progress) => onProgress({ ...progress, stage })),
  } satisfies Parameters<typeof approximateNeighbors>[1];
}

async function exact(
  x: Dense,
  k: number,
  stage: string,
  { signal, onProgress }: Watched,
): Promise<{ readonly indices: Int32Array; readonly distances: Float64Array }> {
  const { values, width, nRows } = metricRows(x, "correlation");
  const kind = { skip: "self", distance: "half" } as const;
  using search = searchNearestRows({ base: values, queries: values, width, k, ...kind, signal });
  for (;;) {
    await macrotask();
    throwIfAborted(signal, "training");
    const step = search.next();
    if (step.done) return step.value;
    onProgress?.({ stage, done: step.value, total: nRows });
  }
}
