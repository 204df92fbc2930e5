const SQRT_PI = Math.sqrt(Math.PI);
const SERIES_LIMIT = 1.5;

/**
 * The complementary error function 1 − erf(x), with full relative accuracy in the upper tail.
 *
 * Below 1.5 the series of DLMF 7.6.2 (positive terms only), above it the continued fraction of DLMF 7.9.3; relative
 * error below 1e-13 until the result leaves the range of doubles near x = 26.5.
 *
 * @param x Any number; NaN gives NaN.
 * @returns A number from 0 to 2.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < SERIES_LIMIT) return 1 - erfSeries(x);
  return Math.exp(-x * x) / SQRT_PI * tailFraction(x);
}

/**
 * Upper tail of the standard normal, P(Z > z): accurate where 1 − Φ(z) is not.
 *
 * @param z Any number; NaN gives NaN.
 * @returns A probability.
 */
export function normalSurvival(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 2 / SQRT_PI * Math.exp(-x * x) * sum;
}

/** 1 / (x + (1/2) / (x + 1 / (x + (3/2) / (x + …)))), from the inside out. */
function tailFraction(x: number): number {
  if (x === Infinity) return 0;
  const depth = Math.ceil(20 + 300 / (x * x));
  let tail = x;
  for (let n = depth; n >= 1; n--) tail = x + n / 2 / tail;
  return 1 / tail;
}
