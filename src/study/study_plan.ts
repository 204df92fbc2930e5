import { checkInteger, checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { obsColumn } from "../data/obs_column.ts";
import { REPORT_SCORES } from "../metrics/report_scores.ts";
import type { ClusterChoice } from "./partition.ts";
import type { StudyOptions } from "./study_options.ts";

/** Options of a study, checked and completed. */
export interface StudyPlan {
  /** Seeds of the trainings. */
  readonly seeds: readonly number[];
  /** Clusters looked for. */
  readonly nClusters: number;
  /** How embeddings are clustered. */
  readonly useCluster: ClusterChoice;
  /** The score that lines are compared by. */
  readonly metric: string;
}

/** Scores that need no truth. */
export const LABEL_FREE: readonly string[] = [
  "silhouette",
  "daviesBouldin",
  "moransILabels",
  "gearysCLabels",
  "pas",
  "chaos",
];
/** Scores of single modalities, whose names follow after a colon. */
const OF_MODALITIES = /^(modalityCorrelation|neighbourOverlap)(:|$)/;

const CLUSTER_CHOICES: readonly ClusterChoice[] = ["gmm", "kmeans", "leiden"];
const N_SEEDS = 3;
const N_CLUSTERS = 7;

/**
 * Checks the options that all studies have.
 *
 * @throws {WeftError} `InvalidArgument`, `NotFound`, `BadValues`, `Duplicate` or `TooSmall` for what cannot be.
 */
export function studyPlan(data: Annotated, options: StudyOptions): StudyPlan {
  const { labelsKey, useCluster = "gmm" } = options;
  const { metric = labelsKey === undefined ? "silhouette" : "ari" } = options;
  checkOneOf(useCluster, "useCluster", CLUSTER_CHOICES);
  const all = REPORT_SCORES.map((score) => score.metric);
  if (!OF_MODALITIES.test(metric)) checkOneOf(metric, "metric", labelsKey === undefined ? LABEL_FREE : all);
  const nLabels = labelsKey === undefined ? undefined : labelCount(data, labelsKey);
  const nClusters = options.nClusters ?? nLabels ?? N_CLUSTERS;
  checkClusters(nClusters, data);
  if (options.nEpochs !== undefined) checkInteger(options.nEpochs, "nEpochs", 0);
  if (options.workers !== undefined) checkInteger(options.workers, "workers", 0);
  return { seeds: seedsOf(options.seeds), nClusters, useCluster, metric };
}

/** Makes sure that so many clusters can be looked for. */
export function checkClusters(nClusters: number, { nObs }: Annotated): void {
  checkInteger(nClusters, "nClusters", 1);
  if (nClusters < nObs) return;
  throw new WeftError("TooSmall", { expected: `more than ${nClusters} spots for as many clusters`, found: `${nObs}` });
}

/** The direction in which a score is better. */
export function isLowerBetter(metric: string): boolean {
  return REPORT_SCORES.find((score) => score.metric === metric)?.direction === "lower";
}

function seedsOf(seeds: number | readonly number[] = N_SEEDS): readonly number[] {
  if (typeof seeds === "number") {
    checkInteger(seeds, "seeds", 1);
    return Array.from({ length: seeds }, (_, seed) => seed);
  }
  if (seeds.length === 0) throw new WeftError("TooSmall", { expected: "at least one seed", found: "none" });
  for (const seed of seeds) checkInteger(seed, "a seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) < i);
  if (twice !== undefined) throw new WeftError("Duplicate", { expected: "different seeds", found: `${twice} twice` });
  return [...seeds];
}

function labelCount(data: Annotated, labelsKey: string): number {
  const { codes } = codesOf(obsColumn(data, labelsKey));
  const count = new Set(codes.filter((code) => code >= 0)).size;
  if (count > 0) return count;
  const found = "none: every value is missing";
  throw new WeftError("BadValues", { expected: `labels in obs[${show(labelsKey)}]`, found });
}
