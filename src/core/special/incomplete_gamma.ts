import { logGamma } from "./log_gamma.ts";

const TINY = 1e-300;
const PRECISION = 1e-16;
const MAX_TERMS = 100_000;

/**
 * The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a): by its series (DLMF 8.11.4) below x = a + 1,
 * by its continued fraction (DLMF 8.9.2, modified Lentz) above.
 *
 * @param a Positive.
 * @param x Not negative.
 * @returns A number from 0 to 1; NaN when an argument is NaN.
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (Number.isNaN(a + x)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

/**
 * Upper tail of the chi-squared distribution, P(X ≥ x).
 *
 * @param x The statistic.
 * @param degrees Degrees of freedom, positive.
 * @returns A probability; small ones keep their relative accuracy.
 */
export function chiSquaredSurvival(x: number, degrees: number): number {
  return upperIncompleteGamma(degrees / 2, x / 2);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return value;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}
