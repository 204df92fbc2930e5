import { runThrough } from "../core/run_through.ts";
import { gemm } from "../linalg/mod.ts";
import type { Whitening } from "./gmm_whitening.ts";
import { squaredDistance } from "./nearest_centers.ts";

/** The parameters of a mixture in the form that densities need. */
export interface Mixture {
  /** Mixing proportions, g. */
  readonly proportions: Float64Array;
  /** Means, g × p. */
  readonly means: Float64Array;
  /** One whitening for all clusters, or one each. */
  readonly whitenings: readonly Whitening[];
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * E-step in log space: writes the responsibilities of every row into `z` (n × g) and returns the log-likelihood
 * Σ ln Σ π N(x; μ, Σ).
 */
export function expectation(...step: Parameters<typeof expectationSteps>): number {
  return runThrough(expectationSteps(...step));
}

/** {@linkcode expectation} one cluster at a time. */
export function* expectationSteps(
  data: Float64Array,
  p: number,
  mixture: Mixture,
  z: Float64Array,
): Generator<undefined, number> {
  const g = mixture.proportions.length;
  const n = z.length / g;
  const { whitenings } = mixture;
  const shared = whitenings.length === 1;
  let white = new Float64Array(n * p);
  for (let k = 0; k < g; k++) {
    const { inverse, halfLogDet } = whitenings[shared ? 0 : k]!;
    const size = { n: p, k: p, transposeB: true };
    if (!shared || k === 0) white = gemm(data, inverse, { ...size, m: n }, white);
    const center = gemm(mixture.means.subarray(k * p, (k + 1) * p), inverse, { ...size, m: 1 });
    const constant = Math.log(mixture.proportions[k]!) - halfLogDet - p * HALF_LOG_TWO_PI;
    for (let i = 0, at = k; i < n; i++, at += g) z[at] = constant - 0.5 * squaredDistance(white, i * p, center, 0, p);
    yield;
  }
  return normalizeRows(z, n, g);
}

/** Turns log densities into responsibilities, in place; returns the sum of the rows' log totals. */
function normalizeRows(z: Float64Array, n: number, g: number): number {
  let logLikelihood = 0;
  for (let i = 0; i < n; i++) {
    const start = i * g, end = start + g;
    let largest = -Infinity;
    for (let at = start; at < end; at++) if (z[at]! > largest) largest = z[at]!;
    let sum = 0;
    for (let at = start; at < end; at++) {
      const value = Math.exp(z[at]! - largest);
      z[at] = value;
      sum += value;
    }
    for (let at = start; at < end; at++) z[at]! /= sum;
    logLikelihood += largest + Math.log(sum);
  }
  return logLikelihood;
}
