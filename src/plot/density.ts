/** A density along an axis. */
export interface Density {
  /** Where it was asked for, rising. */
  readonly at: Float64Array;
  /** The density there; its integral is about 1. */
  readonly height: Float64Array;
}

const POINTS = 64;

/**
 * Density of numbers by Gaussian kernels between their least and greatest value, with Scott's width
 * `σ n^(−1/5)`; Scott (1992), Multivariate Density Estimation. Numbers that are all alike give one peak.
 *
 * Values are counted into fine bins first, so that a million cost no more than their counting.
 *
 * @param values Finite numbers, at least one.
 */
export function density(values: Float64Array): Density {
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const sd = Math.sqrt(squares / Math.max(1, values.length - 1));
  if (!(sd > 0)) return { at: Float64Array.of(low), height: Float64Array.of(1) };
  const width = sd * values.length ** -0.2;
  const nBins = 8 * POINTS;
  const step = (high - low) / (nBins - 1);
  const bins = new Float64Array(nBins);
  for (const value of values) bins[Math.round((value - low) / step)]!++;
  const at = Float64Array.from({ length: POINTS }, (_, k) => low + (high - low) * k / (POINTS - 1));
  const height = at.map((x) => {
    let total = 0;
    for (let b = 0; b < nBins; b++) {
      if (bins[b] !== 0) total += bins[b]! * Math.exp(-0.5 * ((x - low - b * step) / width) ** 2);
    }
    return total / (values.length * width * Math.sqrt(2 * Math.PI));
  });
  return { at, height };
}
