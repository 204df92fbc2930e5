import { throwIfAborted } from "../../core/abort.ts";
import { checkLength } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Watched } from "../../core/progress.ts";
import { Rng } from "../../core/rng.ts";
import { checkFinite } from "../../linalg/check_finite.ts";
import { checkShape } from "../../linalg/check_shape.ts";
import type { DenseLike } from "../../linalg/float_array.ts";
import { HarmonyRun } from "./harmony_run.ts";
import { harmonyRecipe, type HarmonySettings } from "./recipe.ts";
import { startCenters } from "./start_centers.ts";

/** Options of {@linkcode fitHarmony}. */
export interface FitHarmonyOptions extends HarmonySettings, Watched {
  /** Starting centres, `nClusters × nDims`, row major, instead of k-means. */
  readonly centers?: Float64Array | undefined;
  /** The order of cells in each sweep, one permutation a sweep, instead of random ones. */
  readonly permutations?: readonly Int32Array[] | undefined;
}

/** An embedding without its batch effects. */
export interface HarmonyFit {
  /** The corrected embedding, `n × d`, row major. */
  readonly corrected: Float64Array;
  /** How much each cell belongs to each cluster, `n × nClusters`, rows sum to 1. */
  readonly assignments: Float64Array;
  /** Cells of each batch in each cluster, `nBatches × nClusters`. */
  readonly observed: Float64Array;
  /** As many as there would be if batches did not matter, `nBatches × nClusters`. */
  readonly expected: Float64Array;
  /** The objective at the start and after every round of clustering that counts. */
  readonly objective: readonly number[];
  /** Sweeps of each round of clustering. */
  readonly sweeps: readonly number[];
  /** Whether the objective settled before the rounds ran out. */
  readonly converged: boolean;
}

/**
 * Harmony (Korsunsky et al. 2019): moves the cells of different batches onto each other by turns of soft clustering that
 * favours mixed clusters, and a ridge regression that takes out what batches explain within each cluster.
 *
 * Clustering minimises Σ R‖z − y‖² + σ Σ R ln R + σ Σ_b θ_b O_b ln((O_b + 1)/(E_b + 1)) over unit rows z; see
 * docs/methods/harmony.md. Problems of more than a million n · d · nClusters are computed in float32 by compiled
 * kernels, smaller ones in float64. The same seed gives the same bytes.
 *
 * @param x The embedding, mostly principal components, `n × d`, finite.
 * @param batches The batch of every row as a number from 0; every number to the largest must occur.
 * @param options See {@linkcode FitHarmonyOptions}.
 * @returns The corrected embedding with what led to it; the embedding itself when there is one batch.
 * @throws {WeftError} `Misaligned` when lengths do not fit; `BadValues` when a value is not finite or a batch is missing;
 * `InvalidArgument`; `Aborted`.
 *
 * @example
 * ```ts
 * import { fitHarmony } from "weft/embed";
 * import { Rng } from "weft/core";
 * import assert from "node:assert/strict";
 *
 * const rng = new Rng(1);
 * const batches = Int32Array.from({ length: 90 }, (_, i) => i % 2);
 * const data = Float64Array.from({ length: 180 }, (_, at) => rng.normal() + (at % 2 ? 9 : batches[at >> 1]! * 2));
 * const { corrected, converged } = fitHarmony({ data, nRows: 90, nCols: 2 }, batches, { theta: 2 });
 * const mean = (batch: number) => corrected.filter((_, at) => at % 2 === 0 && batches[at >> 1] === batch)
 *   .reduce((sum, value) => sum + value / 45, 0);
 * assert(converged && Math.abs(mean(0) - mean(1)) < 0.3);
 * ```
 */
export function fitHarmony(x: DenseLike, batches: Int32Array, options: FitHarmonyOptions = {}): HarmonyFit {
  const { seed = 0, centers, permutations, signal, onProgress, ...settings } = options;
  const { nRows: n, nCols: d } = x;
  checkShape(x);
  checkLength(batches.length, n, "batches", "the rows");
  checkFinite(x.data, "the embedding");
  const nBatches = countBatches(batches);
  const recipe = harmonyRecipe({ ...settings, ...(centers && d > 0 && { nClusters: centers.length / d }) }, n);
  const data = Float64Array.from(x.data);
  if (nBatches < 2 || d === 0) return untouched(data, n, nBatches);
  const rng = new Rng(seed).split("harmony");
  using run = new HarmonyRun(data, batches, nBatches, recipe);
  run.start(centers ?? startCenters(run.math, run.size, run.unit, recipe.nInit, rng.split("k-means")));
  const sweeps: number[] = [];
  const orders = rng.split("blocks");
  let done = 0;
  const orderOf = (): Int32Array => {
    throwIfAborted(signal, "Harmony");
    return permutations?.[done++] ?? orders.permutation(n);
  };
  let corrected: Float64Array = data;
  let converged = false;
  for (let round = 0; round < recipe.maxIterHarmony && !converged; round++) {
    onProgress?.({
      stage: "harmony",
      done: round,
      total: recipe.maxIterHarmony,
      values: { objective: run.objective.at(-1)! },
    });
    sweeps.push(run.cluster(orderOf).sweeps);
    corrected = run.correct();
    converged = run.settled;
  }
  const { r, o, e } = run.state();
  return {
    corrected: run.inOrder(corrected, d),
    assignments: r,
    observed: o,
    expected: e,
    objective: run.objective,
    sweeps,
    converged,
  };
}

function countBatches(batches: Int32Array): number {
  const seen = new Set(batches);
  const most = seen.size === 0 ? -1 : Math.max(...seen);
  const wrong = [...seen].find((batch) => batch < 0) ??
    Array.from({ length: most }, (_, b) => b).find((b) => !seen.has(b));
  if (wrong === undefined) return seen.size;
  throw new WeftError("BadValues", {
    expected: "a batch for every row, numbered from 0 without gaps",
    found: wrong < 0 ? `the number ${wrong}` : `none of number ${wrong}`,
  });
}

/** One batch has no batch effect; its only cluster holds every cell. */
function untouched(data: Float64Array, n: number, nBatches: number): HarmonyFit {
  const all = Float64Array.from({ length: nBatches }, () => n);
  return {
    corrected: data,
    assignments: new Float64Array(n).fill(1),
    observed: all,
    expected: all,
    objective: [],
    sweeps: [],
    converged: true,
  };
}
