import { checkNumber } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";

/** Parameters of the curve `1 / (1 + a·d^(2b))` that turns a distance in the layout into a weight. */
export interface CurveParameters {
  /** Factor. */
  readonly a: number;
  /** Half of the exponent. */
  readonly b: number;
}

const SAMPLES = 300;
const STEPS = 200;

/**
 * Fits `1 / (1 + a·d^(2b))` to the wanted curve: 1 up to `minDist`, then `exp(−(d − minDist) / spread)`; least squares
 * on 300 distances up to `3·spread` (Levenberg and Marquardt), as in umap-learn.
 *
 * @param minDist Distance below which points count as touching, ≥ 0.
 * @param spread Scale at which weights fall, > 0; at least `minDist`.
 * @returns a and b.
 * @throws {WeftError} `InvalidArgument` when the two do not fit each other.
 *
 * @example
 * ```ts
 * import { curveParameters } from "weft/embed";
 * import assert from "node:assert/strict";
 *
 * const { a, b } = curveParameters(0.1, 1);
 * assert(Math.abs(a - 1.577) < 1e-3 && Math.abs(b - 0.8951) < 1e-3);
 * ```
 */
export function curveParameters(minDist: number, spread: number): CurveParameters {
  checkNumber(minDist, "minDist", 0);
  checkNumber(spread, "spread", Number.MIN_VALUE);
  if (minDist > spread) {
    throw new WeftError("InvalidArgument", {
      expected: `minDist to be at most spread (${spread})`,
      found: `${minDist}`,
      next: "Lower minDist or raise spread.",
    });
  }
  const x = Float64Array.from({ length: SAMPLES }, (_, i) => 3 * spread * i / (SAMPLES - 1));
  const y = x.map((d) => d < minDist ? 1 : Math.exp(-(d - minDist) / spread));
  let [a, b] = [1, 1];
  let error = squaredError(x, y, a, b);
  let damping = 1e-3;
  for (let step = 0; step < STEPS && damping < 1e12; step++) {
    const { aa, ab, bb, ra, rb } = normalEquations(x, y, a, b);
    const [daa, dbb] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = daa * dbb - ab * ab;
    const nextA = a + (dbb * ra - ab * rb) / determinant;
    const nextB = b + (daa * rb - ab * ra) / determinant;
    const nextError = nextA > 0 && nextB > 0 ? squaredError(x, y, nextA, nextB) : Infinity;
    if (nextError < error) {
      const settled = error - nextError < 1e-14 * error;
      [a, b, error, damping] = [nextA, nextB, nextError, damping / 5];
      if (settled) break;
    } else {
      damping *= 4;
    }
  }
  return { a, b };
}

function squaredError(x: Float64Array, y: Float64Array, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (y[i]! - 1 / (1 + a * Math.pow(x[i]!, 2 * b))) ** 2;
  return sum;
}

function normalEquations(x: Float64Array, y: Float64Array, a: number, b: number) {
  let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
  // The first distance is 0, where the curve does not depend on a and b.
  for (let i = 1; i < x.length; i++) {
    const power = Math.pow(x[i]!, 2 * b);
    const value = 1 / (1 + a * power);
    const da = -power * value * value;
    const db = 2 * Math.log(x[i]!) * a * da;
    const residual = y[i]! - value;
    aa += da * da;
    ab += da * db;
    bb += db * db;
    ra += da * residual;
    rb += db * residual;
  }
  return { aa, ab, bb, ra, rb };
}
