import type { Rng } from "../../core/rng.ts";
import { runInTurns } from "../../core/run_in_turns.ts";
import { centered } from "../../cluster/centered.ts";
import { checkInput } from "../../cluster/fit_gmm.ts";
import type { KMeansFit } from "../../cluster/fit_kmeans.ts";
import { emSteps } from "../../cluster/gmm_em.ts";
import { type GaussianMixture, mixtureOf } from "../../cluster/gaussian_mixture.ts";
import { startOf } from "../../cluster/gmm_start.ts";
import { kMeansSteps } from "../../cluster/kmeans_steps.ts";
import { takeRows } from "../../cluster/take_rows.ts";
import type { DenseLike } from "../../linalg/mod.ts";
import { splitMerge } from "./split_merge.ts";

/** What prototypes are found by. */
export interface PrototypeSearch {
  /** Number of prototypes. */
  readonly nPrototypes: number;
  /** The source of randomness. */
  readonly rng: Rng;
  /** Rows looked at, at most, drawn at random; default 20,000. */
  readonly maxRows?: number | undefined;
  /** Stops the search. */
  readonly signal?: AbortSignal | undefined;
}

/** What a search is a part of, for whoever stops it. */
const WHAT = "training";
const MAX_ROWS = 20_000;
/** Settings of scikit-learn's mixture, as the authors call it; its tolerance is one of the mean log-likelihood. */
const EM = { tolerance: 1e-5, maxIter: 100 };

/**
 * Means of a Gaussian mixture with a full covariance for each component, started by one k-means.
 *
 * Hands the thread back many times a second, and hears the signal then.
 *
 * @param x `nObs × nLatent`.
 * @param search How many, and the randomness.
 * @returns `nPrototypes × nLatent`, row after row.
 * @throws {WeftError} `TooSmall` or `BadValues` when the rows cannot be told apart into so many; `Aborted`.
 */
export function fullCovarianceMeans(x: DenseLike, search: PrototypeSearch): Promise<Float64Array> {
  return runInTurns(mixtureMeans(x, search), search.signal, WHAT);
}

/**
 * The same, split and merged into as many as the rows ask for: from one to twice `nPrototypes`.
 *
 * Hands the thread back many times a second, and hears the signal then.
 *
 * @param x `nObs × nLatent`.
 * @param search How many to start from, and the randomness.
 * @returns The means, row after row.
 * @throws {WeftError} `TooSmall` or `BadValues` when the rows cannot be told apart into so many; `Aborted`.
 */
export function splitMergeMeans(x: DenseLike, search: PrototypeSearch): Promise<Float64Array> {
  return runInTurns(splitAndMerged(x, search), search.signal, WHAT);
}

/**
 * Centres of k-means, the best of ten starts. Hands the thread back many times a second, and hears the signal then.
 *
 * @param x `nObs × nLatent`.
 * @param search How many, and the randomness.
 * @returns `nPrototypes × nLatent`, row after row.
 * @throws {WeftError} `TooSmall` or `BadValues` when the rows cannot be told apart into so many; `Aborted`.
 */
export function kmeansMeans(x: DenseLike, search: PrototypeSearch): Promise<Float64Array> {
  return runInTurns(bestCenters(x, search), search.signal, WHAT);
}

function* mixtureMeans(x: DenseLike, search: PrototypeSearch): Generator<unknown, Float64Array> {
  const rows = yield* searched(x, search);
  return (yield* mixture(rows, search)).means;
}

function* splitAndMerged(x: DenseLike, search: PrototypeSearch): Generator<unknown, Float64Array> {
  const rows = yield* searched(x, search);
  const { labels, means } = yield* mixture(rows, search);
  return yield* splitMerge(rows, { labels, means, halve, rng: search.rng.split("split") });
}

/** The two components of a cluster's rows; one where they are all one point. */
function* halve(rows: DenseLike, rng: Rng): Generator<unknown, Pick<GaussianMixture, "labels" | "means">> {
  const { data, means } = centered(rows);
  if (data.every((value) => value === 0)) return { labels: new Int32Array(rows.nRows), means };
  return yield* mixture(rows, { nPrototypes: 2, rng });
}

function* mixture(rows: DenseLike, { nPrototypes, rng }: PrototypeSearch): Generator<unknown, GaussianMixture> {
  const { data, means } = centered(rows);
  yield;
  const { labels } = yield* oneStart({ ...rows, data }, nPrototypes, rng);
  const start = startOf({ ...rows, data }, nPrototypes, "VVV", { init: labels });
  return mixtureOf("VVV", yield* emSteps("VVV", data, rows.nCols, start, nPrototypes, EM), means);
}

function* bestCenters(x: DenseLike, search: PrototypeSearch): Generator<unknown, Float64Array> {
  const { nPrototypes, rng } = search;
  const rows = yield* searched(x, search);
  let best: KMeansFit | undefined;
  for (let start = 0; start < 10; start++) {
    const found = yield* oneStart(rows, nPrototypes, rng.split(start));
    if (!best || found.inertia < best.inertia) best = found;
  }
  return best!.centers;
}

function oneStart(x: DenseLike, nClusters: number, rng: Rng): Generator<void, KMeansFit> {
  return kMeansSteps(x, { nClusters, nInit: 1, seed: rng.bits() });
}

/** The rows that are looked at. */
function* searched(
  x: DenseLike,
  { nPrototypes, rng, maxRows = MAX_ROWS }: PrototypeSearch,
): Generator<void, DenseLike> {
  yield;
  checkInput(x, nPrototypes);
  yield;
  const most = Math.max(maxRows, nPrototypes + 1);
  const rows = x.nRows <= most ? x : takeRows(x, rng.split("rows").sample(x.nRows, most));
  yield;
  return rows;
}
