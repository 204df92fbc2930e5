import { fitGmm } from "../../cluster/fit_gmm.ts";
import { floatMatrix } from "../../cluster/float_matrix.ts";
import { gmm } from "../../cluster/gmm.ts";
import { kmeans } from "../../cluster/kmeans.ts";
import { reduce } from "../../cluster/reduce.ts";
import { AnnData } from "../../data/anndata.ts";
import { codesOf } from "../../data/columns/codes_of.ts";
import type { Column } from "../../data/columns/column.ts";
import type { Dense } from "../../data/dense.ts";
import { Frame } from "../../data/frame.ts";
import { ari } from "../../metrics/ari.ts";
import { chaos } from "../../metrics/chaos.ts";
import { classScores } from "../../metrics/class_scores.ts";
import { daviesBouldin } from "../../metrics/davies_bouldin.ts";
import { fowlkesMallows } from "../../metrics/fowlkes_mallows.ts";
import { nmi } from "../../metrics/nmi.ts";
import { pas } from "../../metrics/pas.ts";
import { probe } from "../../metrics/probe.ts";
import { silhouette } from "../../metrics/silhouette.ts";
import type { DomainJob, JobResult } from "./job.ts";

/** What an embedding is judged on. */
export interface Judged {
  /** The embedding, `nObs × nLatent`. */
  readonly embedding: Dense;
  /** The true domains. */
  readonly truth: Column;
  /** Coordinates of the spots. */
  readonly spatial: Dense;
}

type ReadOuts = Pick<JobResult, "scores" | "labels">;

/** Numbers of domains that are tried as if nobody knew the true one, which is 5 on these tissues. */
export const COUNTS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const N_REPEATS = 5;
/** Starts of which the likeliest mixture is kept. */
const N_STARTS = 10;
/** Components that a mixture is fitted on, as `gmm` takes them. */
const N_COMPS = 20;

/** Reads off an embedding what a run asks for. */
export function readOuts(judged: Judged, { readOuts: wanted, tissue, seed }: DomainJob): ReadOuts {
  if (wanted === "counts") return atManyCounts(judged, seed);
  if (wanted === "starts") return fromManyStarts(judged, seed);
  return scoresAtTheTrueCount(judged, { seed, fromKmeans: tissue.kind === "osmfish" });
}

/** Scores at the true number of domains; lower PAS and CHAOS are smoother. */
export function scoresAtTheTrueCount(
  { embedding, truth, spatial }: Judged,
  { seed, fromKmeans }: { seed: number; fromKmeans: boolean },
): ReadOuts {
  const data = holding(embedding);
  const options = { useRep: "Z", nClusters: new Set(truth.toArray()).size, seed, keyAdded: "found" };
  const mixture = gmm(data, options).obs.column("found");
  const means = kmeans(data, { ...options, nInit: 10 }).obs.column("found");
  const classes = classScores(mixture, truth);
  return {
    scores: {
      mclust: ari(mixture, truth),
      kmeans: ari(means, truth),
      probe: probe(embedding, truth),
      ...(fromKmeans ? { kmeansStart: ari(gmm(data, { ...options, init: "kmeans" }).obs.column("found"), truth) } : {}),
      nmi: nmi(mixture, truth),
      pas: pas(mixture, spatial),
      chaos: chaos(mixture, spatial),
      silhouette: silhouette(embedding, mixture, { sampleSize: Math.min(2000, embedding.nRows), seed }),
      daviesBouldin: daviesBouldin(embedding, mixture),
      ...Object.fromEntries(classes.flatMap(({ label, recall, f1 }) => [
        [`recall ${label}`, recall],
        [`f1 ${label}`, f1],
      ])),
    },
    labels: inOneLine(codesOf(mixture).codes),
  };
}

/**
 * What the mixture finds from one start, from several of which the likeliest is kept, and from the true domains, each
 * with its log-likelihood; all on the same components.
 */
export function fromManyStarts({ embedding, truth }: Judged, seed: number): ReadOuts {
  const x = reduce(floatMatrix(embedding), N_COMPS);
  const { codes, categories } = codesOf(truth);
  const nClusters = categories.length;
  const one = fitGmm(x, { nClusters, seed });
  const likeliest = fitGmm(x, { nClusters, seed, nInit: N_STARTS });
  const fromTruth = fitGmm(x, { nClusters, init: codes });
  const means = kmeans(holding(embedding), { useRep: "Z", nClusters, seed, nInit: 10, keyAdded: "found" });
  return {
    scores: {
      mclust: ari(one.labels, truth),
      likeliest: ari(likeliest.labels, truth),
      truth: ari(fromTruth.labels, truth),
      kmeans: ari(means.obs.column("found"), truth),
      mclustLogLikelihood: one.logLikelihood,
      likeliestLogLikelihood: likeliest.logLikelihood,
      truthLogLikelihood: fromTruth.logLikelihood,
    },
    labels: inOneLine(likeliest.labels),
  };
}

function atManyCounts({ embedding, truth }: Judged, seed: number): ReadOuts {
  const data = holding(embedding);
  const scores: Record<string, number> = {};
  for (const nClusters of COUNTS) {
    const options = { useRep: "Z", nClusters, keyAdded: "found" };
    const means = kmeans(data, { ...options, nInit: 10, seed }).obs.column("found");
    const repeats = Array.from(
      { length: N_REPEATS },
      (_, i) => kmeans(data, { ...options, nInit: 1, seed: seed + i }).obs.column("found"),
    );
    scores[`silhouette@${nClusters}`] = silhouette(embedding, means);
    scores[`daviesBouldin@${nClusters}`] = daviesBouldin(embedding, means);
    scores[`fmi@${nClusters}`] = meanOfPairs(repeats, fowlkesMallows);
    scores[`kmeans@${nClusters}`] = ari(means, truth);
    scores[`mclust@${nClusters}`] = ari(gmm(data, { ...options, seed }).obs.column("found"), truth);
  }
  return { scores, labels: "" };
}

function holding(embedding: Dense): AnnData {
  const obs = new Frame(Array.from({ length: embedding.nRows }, (_, i) => `${i}`));
  return new AnnData({ obs, obsm: { Z: embedding } });
}

function meanOfPairs(columns: readonly Column[], score: (a: Column, b: Column) => number): number {
  const values = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => score(a, b)));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function inOneLine(codes: Int32Array): string {
  return Array.from(codes, (code) => code.toString(36)).join("");
}
