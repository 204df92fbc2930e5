import { Rng } from "../../src/core/rng.ts";

/** The middle value. */
export function median(values: readonly number[]): number {
  const rising = [...values].sort((a, b) => a - b);
  const middle = rising.length >> 1;
  return rising.length % 2 === 1 ? rising[middle]! : (rising[middle - 1]! + rising[middle]!) / 2;
}

/** Median with the smallest and largest value: `.84 (.79–.90)`. */
export function spread(values: readonly number[]): string {
  return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
}

/** A number to three decimals, without a leading zero. */
export function short(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

/** 95 % interval of the median by 10,000 bootstrap samples. */
export function bootstrapMedian(values: readonly number[]): readonly [number, number] {
  const rng = new Rng(0).split("bootstrap");
  const medians = Array.from({ length: 10_000 }, () => median(values.map(() => values[rng.integer(values.length)]!)));
  medians.sort((a, b) => a - b);
  return [medians[249]!, medians[9749]!];
}
