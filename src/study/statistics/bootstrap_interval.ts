import { checkInteger, checkNumber } from "../../core/check.ts";
import { Rng } from "../../core/rng.ts";

/** Options of {@linkcode bootstrapInterval}. */
export interface BootstrapOptions {
  /** Samples drawn; default 10,000. */
  readonly nResamples?: number | undefined;
  /** Probability between the ends; default 0.95. */
  readonly level?: number | undefined;
  /** Seed of the samples; default 0. */
  readonly seed?: number | undefined;
}

/**
 * Percentile interval of a statistic by the bootstrap: samples of the same size are drawn with replacement, and of the
 * statistic's values the outer `(1 − level) / 2` at each end are left out.
 *
 * @param values One value an independent unit, such as a paired difference a data seed.
 * @param statistic What to estimate, such as {@linkcode median}.
 * @param options Samples, level and seed.
 * @returns Lower and upper end; NaN for no values.
 * @throws {WeftError} `InvalidArgument` for a level or number of samples out of range.
 *
 * @example
 * ```ts
 * import { bootstrapInterval, median } from "weft/study";
 * import assert from "node:assert/strict";
 *
 * const [low, high] = bootstrapInterval([1, 2, 3, 4, 5, 6, 7], median);
 * assert(low >= 1 && low < 4 && high > 4 && high <= 7);
 * ```
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  { nResamples = 10_000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): readonly [low: number, high: number] {
  checkInteger(nResamples, "nResamples", 1);
  checkNumber(level, "level", 0, 1);
  const n = values.length;
  if (n === 0) return [NaN, NaN];
  const rng = new Rng(seed).split("bootstrap");
  const sample = new Float64Array(n);
  const found = Float64Array.from({ length: nResamples }, () => {
    for (let i = 0; i < n; i++) sample[i] = values[rng.integer(n)]!;
    return statistic(sample);
  }).sort();
  const out = Math.min(nResamples - 1 >> 1, Math.floor((1 - level) / 2 * nResamples));
  return [found[out]!, found[nResamples - 1 - out]!];
}
