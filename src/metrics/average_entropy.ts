import { checkOneOf } from "../core/check.ts";

/** How the entropies of two partitions are made one number to divide by. */
export type EntropyAverage = "arithmetic" | "geometric" | "min" | "max";

const AVERAGES: Readonly<Record<EntropyAverage, (a: number, b: number) => number>> = {
  arithmetic: (a, b) => (a + b) / 2,
  geometric: (a, b) => Math.sqrt(a * b),
  min: Math.min,
  max: Math.max,
};

/** The generalised mean of two entropies. */
export function averageEntropy(a: number, b: number, average: EntropyAverage): number {
  checkOneOf(average, "average", Object.keys(AVERAGES));
  return AVERAGES[average](a, b);
}
