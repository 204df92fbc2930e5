import { logGamma } from "./log_gamma.ts";

const TINY = 1e-300;
const MAX_TERMS = 100_000;

/**
 * The regularised incomplete beta function I_x(a, b), by the continued fraction of DLMF 8.17.22 (modified Lentz).
 *
 * @param a Positive.
 * @param b Positive.
 * @param x From 0 to 1.
 * @param y 1 − x, where the caller knows it more exactly than a subtraction would give.
 * @returns A number from 0 to 1; NaN when an argument is NaN.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (Number.isNaN(a + b + x)) return NaN;
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The fraction converges fast below the mean; above it the mirrored one does.
  if (x > (a + 1) / (a + b + 2)) return 1 - lower(b, a, y, x);
  return lower(a, b, x, y);
}

/**
 * Two-sided tail of Student's t, P(|T| > |t|), accurate for the smallest probabilities.
 *
 * @param t The statistic; infinite gives 0, NaN gives NaN.
 * @param degrees Degrees of freedom, positive, not necessarily whole.
 * @returns A probability.
 */
export function studentTwoSided(t: number, degrees: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square));
}

function lower(a: number, b: number, x: number, y: number): number {
  const front = a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return Math.exp(front) / a * fraction(a, b, x);
}

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
  let value = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
