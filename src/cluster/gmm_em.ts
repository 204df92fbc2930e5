import { throwIfAborted } from "../core/abort.ts";
import type { Watched } from "../core/progress.ts";
import { runThrough } from "../core/run_through.ts";
import { gram } from "../linalg/mod.ts";
import { covarianceSteps } from "./gmm_covariances.ts";
import { expectationSteps, type Mixture } from "./gmm_expectation.ts";
import type { GmmModel } from "./gmm_model.ts";
import { moments } from "./gmm_moments.ts";
import { whitening } from "./gmm_whitening.ts";

/** When to stop. */
export interface EmOptions extends Watched {
  /** Relative change of the log-likelihood, |L′ − L| / (1 + |L|), at which EM has converged. */
  readonly tolerance: number;
  /** Most iterations. */
  readonly maxIter: number;
}

/** A mixture as EM left it. */
export interface EmState {
  /** Proportions, means and covariances. */
  readonly mixture: Mixture;
  /** Responsibilities, n × g. */
  readonly z: Float64Array;
  /** ln L of the last E-step. */
  readonly logLikelihood: number;
  /** Iterations run. */
  readonly nIter: number;
  /** Whether the log-likelihood had settled. */
  readonly converged: boolean;
  /** Whether a covariance had to be given a ridge. */
  readonly regularized: boolean;
}

/** One M-step on rows with responsibilities `z`. */
export function maximization(...step: Parameters<typeof maximizationSteps>): Mixture {
  return runThrough(maximizationSteps(...step));
}

/** {@linkcode maximization} one cluster at a time. */
export function* maximizationSteps(
  model: GmmModel,
  data: Float64Array,
  p: number,
  z: Float64Array,
  g: number,
  cross: Float64Array,
  previous: Float64Array | null,
): Generator<undefined, Mixture> {
  const n = z.length / g;
  const found = moments(data, p, z, g, previous);
  const matrices = yield* covarianceSteps(model, data, p, z, cross, found);
  let scale = 0;
  for (let j = 0; j < p; j++) scale += cross[j * (p + 1)]! / (n * p);
  const whitenings = matrices.map((matrix) => whitening(matrix, p, scale));
  const proportions = found.sizes.map((size) => size / n);
  return { proportions, means: found.means, whitenings };
}

/**
 * EM from responsibilities `start`, beginning with an M-step; `data` should be centred, for precision.
 *
 * The parameters returned are those of the responsibilities returned (one M-step more), as mclust reports them; the
 * log-likelihood is that of the last E-step.
 */
export function em(
  model: GmmModel,
  data: Float64Array,
  p: number,
  start: Float64Array,
  g: number,
  { signal, onProgress, ...stop }: EmOptions,
): EmState {
  const steps = emSteps(model, data, p, start, g, stop);
  for (let nIter = 0;;) {
    throwIfAborted(signal, "the mixture");
    const step = steps.next();
    if (step.done) return step.value;
    if (step.value === undefined) continue;
    onProgress?.({ stage: `mixture ${model}`, done: ++nIter, values: { logLikelihood: step.value } });
  }
}

/**
 * {@linkcode em} in steps of some milliseconds, for whoever must hand the thread back; the last one of an iteration tells
 * its log-likelihood.
 */
export function* emSteps(
  model: GmmModel,
  data: Float64Array,
  p: number,
  start: Float64Array,
  g: number,
  { tolerance, maxIter }: Pick<EmOptions, "tolerance" | "maxIter">,
): Generator<number | undefined, EmState> {
  const n = start.length / g;
  const cross = gram({ data, nRows: n, nCols: p });
  const z = start.slice();
  let previous = -Infinity;
  let means: Float64Array | null = null;
  for (let nIter = 1;; nIter++) {
    const step: Mixture = yield* maximizationSteps(model, data, p, z, g, cross, means);
    means = step.means;
    const logLikelihood: number = yield* expectationSteps(data, p, step, z);
    yield logLikelihood;
    const converged = Math.abs(previous - logLikelihood) / (1 + Math.abs(logLikelihood)) <= tolerance;
    if (converged || nIter >= maxIter) {
      const last = yield* maximizationSteps(model, data, p, z, g, cross, means);
      const regularized = [step, last].some(({ whitenings }) => whitenings.some((one) => one.regularized));
      return { mixture: last, z, logLikelihood, nIter, converged, regularized };
    }
    previous = logLikelihood;
  }
}
