import { macrotask, throwIfAborted } from "../../core/abort.ts";
import type { Rng } from "../../core/rng.ts";
import { centered } from "../../cluster/centered.ts";
import { checkInput } from "../../cluster/fit_gmm.ts";
import { fitKMeans } from "../../cluster/fit_kmeans.ts";
import { emSteps } from "../../cluster/gmm_em.ts";
import { mixtureOf } from "../../cluster/gaussian_mixture.ts";
import { startOf } from "../../cluster/gmm_start.ts";
import { takeRows } from "../../cluster/take_rows.ts";
import type { DenseLike } from "../../linalg/mod.ts";

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

const MAX_ROWS = 20_000;
/** Settings of scikit-learn's mixture, as the authors call it; its tolerance is one of the mean log-likelihood. */
const EM = { tolerance: 1e-5, maxIter: 100 };

/**
 * Means of a Gaussian mixture with a full covariance for each component, started by one k-means.
 *
 * Hands the thread back after every iteration.
 *
 * @param x `nObs × nLatent`.
 * @param search How many, and the randomness.
 * @returns `nPrototypes × nLatent`, row after row.
 * @throws {WeftError} `TooSmall` or `BadValues` when the rows cannot be told apart into so many; `Aborted`.
 */
export async function fullCovarianceMeans(x: DenseLike, search: PrototypeSearch): Promise<Float64Array> {
  const { nPrototypes, rng, signal } = search;
  checkInput(x, nPrototypes);
  const rows = await subset(x, search);
  const { data, means } = centered(rows);
  const { labels } = fitKMeans({ ...rows, data }, { nClusters: nPrototypes, nInit: 1, seed: rng.bits(), signal });
  const start = startOf({ ...rows, data }, nPrototypes, "VVV", { init: labels });
  const steps = emSteps("VVV", data, rows.nCols, start, nPrototypes, EM);
  for (;;) {
    await macrotask();
    throwIfAborted(signal, "training");
    const step = steps.next();
    if (step.done) return mixtureOf("VVV", step.value, means).means;
  }
}

/**
 * Centres of k-means, the best of ten starts. Hands the thread back between them.
 *
 * @param x `nObs × nLatent`.
 * @param search How many, and the randomness.
 * @returns `nPrototypes × nLatent`, row after row.
 * @throws {WeftError} `TooSmall` or `BadValues` when the rows cannot be told apart into so many; `Aborted`.
 */
export async function kmeansMeans(x: DenseLike, search: PrototypeSearch): Promise<Float64Array> {
  const { nPrototypes, rng, signal } = search;
  checkInput(x, nPrototypes);
  const rows = await subset(x, search);
  let best: { readonly inertia: number; readonly centers: Float64Array } | undefined;
  for (let start = 0; start < 10; start++) {
    await macrotask();
    throwIfAborted(signal, "training");
    const found = fitKMeans(rows, { nClusters: nPrototypes, nInit: 1, seed: rng.split(start).bits(), signal });
    if (!best || found.inertia < best.inertia) best = found;
  }
  return best!.centers;
}

async function subset(x: DenseLike, { nPrototypes, rng, maxRows = MAX_ROWS }: PrototypeSearch): Promise<DenseLike> {
  await macrotask();
  const most = Math.max(maxRows, nPrototypes + 1);
  return x.nRows <= most ? x : takeRows(x, rng.split("rows").sample(x.nRows, most));
}
