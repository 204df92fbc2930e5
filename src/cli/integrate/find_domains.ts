import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { type Codes, codesOf } from "../../data/columns/codes_of.ts";
import type { Dense } from "../../data/dense.ts";
import type { MuData } from "../../data/mudata.ts";
import type { UnsDict } from "../../data/uns.ts";
import { gmm } from "../../cluster/gmm.ts";
import { selectGmm } from "../../cluster/select_gmm.ts";
import type { ShownCriterion } from "../../report/integrated_run.ts";
import { partition } from "../../study/partition.ts";
import { observationWord } from "./observation_word.ts";
import type { Settings } from "./settings.ts";

/** The tissue with its domains, and how many were looked for. */
export interface FoundDomains {
  /** The tissue with `obs[key]`. */
  readonly tissue: MuData;
  /** How many there are. */
  readonly nClusters: number;
  /** How the number was chosen, if it was. */
  readonly criterion: ShownCriterion | undefined;
  /** What a reader should know, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * How many clusters are wanted: as told, else as many as there are labels; `undefined` when the data shall tell.
 *
 * @throws {WeftError} `TooSmall` for a number that cannot be, `BadValues` for a column that holds no labels; both
 * before long work.
 */
export function wantedClusters(tissue: MuData, { nClusters, labelsKey, method }: Settings): number | undefined {
  const labels = labelsKey === undefined ? undefined : labelCount(tissue, labelsKey);
  const wanted = nClusters ?? labels;
  if (wanted === undefined || wanted < tissue.nObs) return wanted;
  throw new WeftError("TooSmall", {
    expected: `fewer clusters than the ${tissue.nObs} ${observationWord(method)}`,
    found: nClusters === undefined ? `${wanted} labels in obs[${show(labelsKey)}]` : `${wanted}`,
    next: nClusters === undefined ? "Name a column of region labels with --labels-key." : "Lower --n-clusters.",
  });
}

/** Clusters the embedding; the number is told, or that of the labels, or that of least BIC. */
export function findDomains(
  tissue: MuData,
  useRep: string,
  keyAdded: string,
  told: number | undefined,
  settings: Settings,
  watched: Watched,
): FoundDomains {
  if (told === undefined && settings.cluster === "gmm") {
    const found = gmm(tissue, { useRep, keyAdded, nClusters: "auto", seed: settings.seed, ...watched });
    const criterion = readCriterion(found.uns[keyAdded] as UnsDict);
    return { tissue: found, nClusters: criterion.chosen, criterion, notes: [] };
  }
  const criterion = told === undefined ? chooseCount(tissue.obsm[useRep] as Dense, settings, watched) : undefined;
  const wanted = told ?? criterion!.chosen;
  const options = { useRep, keyAdded, nClusters: wanted, seed: settings.seed };
  const found = partition(tissue, settings.cluster, { ...options, ...watched });
  const nClusters = new Set(codesOf(found.obs.column(keyAdded)).codes).size;
  const notes = nClusters === wanted
    ? []
    : [`${settings.cluster} gives no ${wanted} domains; ${nClusters} is the nearest.`];
  return { tissue: found, nClusters, criterion, notes };
}

/** What each modality shows by itself: its own representation, clustered alike. */
export function partitionAlone(
  tissue: MuData,
  name: string,
  useRep: string,
  nClusters: number,
  settings: Settings,
  watched: Watched,
): Codes {
  const adata = tissue.modality(name);
  const alone = tissue.with({ obsm: { X_alone: adata.obsm[useRep]! } });
  const options = { useRep: "X_alone", keyAdded: "alone", nClusters, seed: settings.seed };
  return codesOf(partition(alone, settings.cluster, { ...options, ...watched }).obs.column("alone"));
}

function labelCount(tissue: MuData, labelsKey: string): number {
  const labels = tissue.obs.column(labelsKey);
  const { codes, categories } = codesOf(labels);
  const count = new Set(codes.filter((code) => code >= 0)).size;
  const fractions = labels.kind === "numeric" && categories.some((value) => !Number.isInteger(Number(value)));
  if (count > 0 && !fractions) return count;
  throw new WeftError("BadValues", {
    expected: `labels in obs[${show(labelsKey)}]`,
    found: count === 0 ? "none: every value is missing" : "measurements: numbers with fractions",
    next: "Name a column of region labels with --labels-key.",
  });
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
