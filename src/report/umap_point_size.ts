import type { Dense } from "../data/dense.ts";

/** A diameter at which a cloud of any size fills the picture without hiding itself. */
export function umapPointSize({ nRows, data }: Dense): number {
  let [low, high] = [Infinity, -Infinity];
  for (let p = 0; p < data.length; p += 2) {
    low = Math.min(low, Number(data[p]));
    high = Math.max(high, Number(data[p]));
  }
  return (high - low) * Math.min(0.03, 0.45 / Math.sqrt(nRows));
}
