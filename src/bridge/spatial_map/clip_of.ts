import { checkNumber } from "../../core/check.ts";

/** Ends of some values, and of the colour scale that shows them. */
export interface Clip {
  /** Smallest value; 0 when there is none. */
  readonly min: number;
  /** Largest value; 1 when there is none. */
  readonly max: number;
  /** Ends of the colour scale. */
  readonly clip: readonly [low: number, high: number];
}

/** Values that percentiles are taken from at most. */
const SAMPLE = 200_000;

/**
 * Ends of a colour scale: two percentiles of the values, or their ends where the percentiles fall together, as for a gene
 * that few spots express. NaN and infinities do not count.
 */
export function clipOf(values: Float32Array, percentiles: readonly [number, number] = [1, 99]): Clip {
  const [below, above] = percentiles;
  checkNumber(below, "percentiles[0]", 0, 100);
  checkNumber(above, "percentiles[1]", below, 100);
  const finite = values.filter((value) => Number.isFinite(value));
  if (finite.length === 0) return { min: 0, max: 1, clip: [0, 1] };
  let [min, max] = [Infinity, -Infinity];
  for (const value of finite) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const stride = Math.ceil(finite.length / SAMPLE);
  const sample = stride === 1 ? finite : finite.filter((_, i) => i % stride === 0);
  sample.sort();
  const at = (percent: number): number => sample[Math.round((sample.length - 1) * percent / 100)]!;
  const [low, high] = [below === 0 ? min : at(below), above === 100 ? max : at(above)];
  return { min, max, clip: low < high ? [low, high] : [min, max] };
}
