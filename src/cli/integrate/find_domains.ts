import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { type Codes, codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import type { MuData } from "../../data/mudata.ts";
import type { UnsDict } from "../../data/uns.ts";
import { gmm } from "../../cluster/gmm.ts";
import { kmeans } from "../../cluster/kmeans.ts";
import { searchResolution } from "../../cluster/search_resolution.ts";
import { selectGmm } from "../../cluster/select_gmm.ts";
import { neighbors } from "../../graph/neighbors.ts";
import type { ShownCriterion } from "../../report/integration.ts";
import type { ClusterMethod, Settings } from "./settings.ts";

/** The tissue with its domains, and how many were looked for. */
export interface FoundDomains {
  /** The tissue with `obs[key]`. */
  readonly tissue: MuData;
  /** How many clusters were asked for. */
  readonly nClusters: number;
  /** How the number was chosen, if it was. */
  readonly criterion: ShownCriterion | undefined;
}

/** Refuses a number of clusters that cannot be, before long work. */
export function checkClusterCount(nClusters: number | undefined, nObs: number): void {
  if (nClusters === undefined || nClusters < nObs) return;
  throw new WeftError("TooSmall", {
    expected: `fewer clusters than the ${nObs} spots`,
    found: `${nClusters}`,
    next: "Lower --n-clusters.",
  });
}

/** Clusters the embedding; the number is told, or that of the labels, or that of least BIC. */
export function findDomains(
  tissue: MuData,
  useRep: string,
  keyAdded: string,
  settings: Settings,
  watched: Watched,
): FoundDomains {
  const told = settings.nClusters ?? labelCount(tissue, settings.labelsKey);
  if (told === undefined && settings.cluster === "gmm") {
    const found = gmm(tissue, { useRep, keyAdded, nClusters: "auto", seed: settings.seed, ...watched });
    const criterion = readCriterion(found.uns[keyAdded] as UnsDict);
    return { tissue: found, nClusters: criterion.chosen, criterion };
  }
  const criterion = told === undefined ? chooseCount(tissue.obsm[useRep] as Dense, settings, watched) : undefined;
  const nClusters = told ?? criterion!.chosen;
  return {
    tissue: partition(tissue, settings.cluster, { useRep, keyAdded, nClusters, seed: settings.seed }, watched),
    nClusters,
    criterion,
  };
}

/** What to cluster, into how many, under which name. */
export interface PartitionOptions {
  /** Representation, a key of `obsm`. */
  readonly useRep: string;
  /** Column of `obs` to write. */
  readonly keyAdded: string;
  /** How many clusters. */
  readonly nClusters: number;
  /** Seed. */
  readonly seed: number;
}

/** Clusters a representation into a given number by one of the methods. */
export function partition(tissue: MuData, method: ClusterMethod, options: PartitionOptions, watched: Watched): MuData {
  if (method === "gmm") return gmm(tissue, { ...options, ...watched });
  if (method === "kmeans") return kmeans(tissue, { ...options, nInit: 10, ...watched });
  const { useRep, seed } = options;
  const joined = neighbors(tissue, { useRep, seed, nNeighbors: Math.min(15, tissue.nObs - 1), ...watched });
  return searchResolution(joined, options);
}

/** What each modality shows by itself: its own representation, clustered alike. */
export function partitionAlone(
  tissue: MuData,
  name: string,
  nClusters: number,
  settings: Settings,
  watched: Watched,
): Codes {
  const adata = tissue.modality(name);
  const alone = tissue.with({ obsm: { X_alone: adata.obsm.X_pca! } });
  const options = { useRep: "X_alone", keyAdded: "alone", nClusters, seed: settings.seed };
  return codesOf(partition(alone, settings.cluster, options, watched).obs.column("alone"));
}

function labelCount(tissue: MuData, labelsKey: string | undefined): number | undefined {
  if (labelsKey === undefined) return undefined;
  const { codes } = codesOf(tissue.obs.column(labelsKey));
  return new Set(codes.filter((code) => code >= 0)).size;
}

/** The number of least BIC, for the clusterers that have none of their own. */
function chooseCount(embedding: Dense, { seed }: Settings, watched: Watched): ShownCriterion {
  const { data, nRows, nCols } = embedding.astype("float64");
  const { best, curve } = selectGmm({ data: data as Float64Array, nRows, nCols }, { seed, ...watched });
  return { nClusters: curve.map((c) => c.nClusters), values: curve.map((c) => -c.bic), chosen: best.nClusters };
}

function readCriterion({ params, curve }: UnsDict): ShownCriterion {
  const { n_clusters: tried, bic } = curve as { n_clusters: Dense; bic: Dense };
  return {
    nClusters: Array.from(tried.data, Number),
    values: Array.from(bic.data, Number).map((value) => -value),
    chosen: (params as { n_clusters: number }).n_clusters,
  };
}
