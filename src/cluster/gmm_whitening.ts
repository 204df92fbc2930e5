import { WeftError } from "../core/error.ts";
import { factorize } from "../linalg/cholesky.ts";

/** A covariance ready for densities. */
export interface Whitening {
  /** Inverse of the Cholesky factor, p × p, lower triangular: maps deviations to independent unit variances. */
  readonly inverse: Float64Array;
  /** Half the log determinant of the covariance. */
  readonly halfLogDet: number;
  /** The covariance itself, p × p, regular. */
  readonly covariance: Float64Array;
  /** Whether the covariance had to be made regular first. */
  readonly regularized: boolean;
}

const MIN_RCOND = 1.5e-8;
const RIDGE = 1e-8;
// Where even the scale of the data vanishes when squared.
const LEAST_RIDGE = 1e-300;

/**
 * Factors a covariance. One whose Cholesky factor has a reciprocal condition number of at most 1.5e-8 (mclust's limit
 * for "singular") gets 1e-8 of its mean variance added to the diagonal; `scale` stands in for a variance of zero.
 *
 * @throws {WeftError} `Failed` when the covariance is not finite.
 */
export function whitening(covariance: Float64Array, p: number, scale: number): Whitening {
  const plain = invert(covariance, p);
  if (plain !== null && plain.rcond > MIN_RCOND) return { ...plain, covariance, regularized: false };
  if (!covariance.every(Number.isFinite)) {
    throw new WeftError("Failed", {
      expected: "covariances to be finite",
      found: "one that is not",
      next: "Scale the representation first: squares of its values are beyond the range of numbers.",
    });
  }
  let trace = 0;
  for (let j = 0; j < p; j++) trace += covariance[j * (p + 1)]!;
  const raised = covariance.slice();
  let ridge = Math.max(RIDGE * trace / p, RIDGE ** 2 * scale, LEAST_RIDGE);
  for (;;) {
    for (let j = 0; j < p; j++) raised[j * (p + 1)] = covariance[j * (p + 1)]! + ridge;
    const regular = invert(raised, p);
    if (regular !== null && regular.rcond > MIN_RCOND) return { ...regular, covariance: raised, regularized: true };
    ridge *= 10;
  }
}

function invert(covariance: Float64Array, p: number) {
  const factor = new Float64Array(p * p);
  if (factorize(covariance, p, factor) < p) return null;
  const inverse = new Float64Array(p * p);
  let halfLogDet = 0;
  for (let i = 0; i < p; i++) {
    const pivot = factor[i * (p + 1)]!;
    halfLogDet += Math.log(pivot);
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= factor[i * p + k]! * inverse[k * p + j]!;
      inverse[i * p + j] = sum / pivot;
    }
    inverse[i * (p + 1)] = 1 / pivot;
  }
  return { inverse, halfLogDet, rcond: 1 / (oneNorm(factor, p) * oneNorm(inverse, p)) };
}

function oneNorm(x: Float64Array, p: number): number {
  let largest = 0;
  for (let j = 0; j < p; j++) {
    let sum = 0;
    for (let i = 0; i < p; i++) sum += Math.abs(x[i * p + j]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}
