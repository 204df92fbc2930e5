import type { Rng } from "../../core/rng.ts";
import { RowDistances } from "../row_distances.ts";
import { FarthestRows, squaredDistance } from "./farthest_rows.ts";

/** Draws rows far from a row, with replacement; quick for rows in rising order. Holds memory of the kernels. */
export interface FarSampler extends Disposable {
  /** `count` rows far from row `i`; none when no row is far. */
  draw(i: number, count: number, rng: Rng): Int32Array;
}

/** Rows of a random reference that tell how far is far. */
const REFERENCE = 512;
/** After so many rejected draws the farthest row of the reference is taken. */
const PATIENCE = 1000;

/** Draws from exactly the farthest rows: O(n) a row. */
export function exactFarSampler(values: Float64Array, width: number, fraction: number): FarSampler {
  const farthest = new FarthestRows(values, width, fraction);
  return {
    draw(i, count, rng) {
      const { rows } = farthest.of(i);
      return Int32Array.from({ length: rows.length === 0 ? 0 : count }, () => rows[rng.integer(rows.length)]!);
    },
    [Symbol.dispose]: () => farthest[Symbol.dispose](),
  };
}

/** Draws rows beyond the `1 − fraction` quantile of the distances to a fixed random sample: O(sample) a row. */
export function sampledFarSampler(values: Float64Array, width: number, fraction: number, rng: Rng): FarSampler {
  const n = values.length / width;
  const reference = rng.sample(n, Math.min(n, REFERENCE));
  const sampled = new Float64Array(reference.length * width);
  reference.forEach((row, r) => sampled.set(values.subarray(row * width, (row + 1) * width), r * width));
  const distances = new RowDistances(values, width, sampled);
  return {
    draw(i, count, rng) {
      const squared = distances.of(i);
      let farthest = 0;
      for (let r = 0; r < reference.length; r++) if (squared[r]! > squared[farthest]!) farthest = r;
      const last = reference[farthest]!;
      if (squared[farthest] === 0) return new Int32Array(0);
      const rising = squared.filter((distance) => distance > 0).sort();
      const threshold = rising[Math.min(rising.length - 1, rising.length - Math.floor(rising.length * fraction))]!;
      return Int32Array.from({ length: count }, () => {
        for (let attempt = 0; attempt < PATIENCE; attempt++) {
          const j = rng.integer(n);
          if (squaredDistance(values, width, i, j) >= threshold) return j;
        }
        return last;
      });
    },
    [Symbol.dispose]: () => distances[Symbol.dispose](),
  };
}
