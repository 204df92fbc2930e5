import { isWeftError } from "../core/is_weft_error.ts";
import type { Watched } from "../core/progress.ts";
import { gmm } from "../cluster/gmm.ts";
import { kmeans } from "../cluster/kmeans.ts";
import { searchResolution } from "../cluster/search_resolution.ts";
import type { Annotated } from "../data/annotated.ts";
import { neighbors } from "../graph/neighbors.ts";

/** How an embedding is clustered: Gaussian mixtures as mclust fits them, k-means, or Leiden at the fitting resolution. */
export type ClusterChoice = "gmm" | "kmeans" | "leiden";

/** What to cluster, into how many, under which name. */
export interface PartitionOptions extends Watched {
  /** Representation, a key of `obsm`. */
  readonly useRep: string;
  /** Column of `obs` to write. */
  readonly keyAdded: string;
  /** How many clusters. */
  readonly nClusters: number;
  /** Seed. */
  readonly seed: number;
}

const LEIDEN_NEIGHBORS = 15;
const STARTS = 10;

/**
 * Clusters a representation into a given number by one of three ways, the first two from ten starts; Leiden, which may
 * not give that number, into the nearest that it does.
 *
 * @throws {WeftError} What the clusterer throws.
 */
export function partition<T extends Annotated>(data: T, choice: ClusterChoice, options: PartitionOptions): T {
  if (choice === "gmm") return gmm(data, { ...options, nInit: STARTS });
  if (choice === "kmeans") return kmeans(data, { ...options, nInit: STARTS });
  const { useRep, seed, signal } = options;
  const nNeighbors = Math.min(LEIDEN_NEIGHBORS, data.nObs - 1);
  return leidenNear(neighbors(data, { useRep, seed, nNeighbors, signal }), options);
}

function leidenNear<T extends Annotated>(joined: T, options: PartitionOptions): T {
  try {
    return searchResolution(joined, options);
  } catch (error) {
    if (!isWeftError(error, "Failed") || error.fields.counts === undefined) throw error;
    const distance = (count: number) => Math.abs(count - options.nClusters);
    const counts = error.fields.counts as readonly number[];
    const nearest = counts.reduce((best, count) => distance(count) < distance(best) ? count : best);
    return searchResolution(joined, { ...options, nClusters: nearest });
  }
}
