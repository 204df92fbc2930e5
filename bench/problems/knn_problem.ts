import type { Dense } from "../../src/data/dense.ts";
import { clouds } from "../data.ts";

/** Neighbours that are looked for. */
export const N_NEIGHBORS = 20;
/** Columns. */
export const WIDTH = 64;
/** Rows whose answer is judged. */
export const N_PROBES = 200;

/** An embedding's cloud of rows, float32, `n × 64`; the same for every call. */
export function knnRows(n: number): Dense {
  return clouds(n, WIDTH, 20, 9).x;
}

/** The row of each probe, spread over the matrix. */
export function probeRows(n: number): Int32Array {
  return Int32Array.from({ length: N_PROBES }, (_, q) => Math.floor(q * n / N_PROBES));
}

/** The nearest rows of each probe without itself, by brute force in float64: `N_PROBES × N_NEIGHBORS`. */
export function trueNeighbors({ data, nRows }: Dense): Int32Array {
  const values = data as Float32Array;
  const found = new Int32Array(N_PROBES * N_NEIGHBORS);
  probeRows(nRows).forEach((probe, q) => {
    const squared = new Float64Array(nRows);
    for (let i = 0; i < nRows; i++) {
      for (let j = 0; j < WIDTH; j++) squared[i]! += (values[i * WIDTH + j]! - values[probe * WIDTH + j]!) ** 2;
    }
    squared[probe] = Infinity;
    const order = Uint32Array.from(squared.keys()).sort((a, b) => squared[a]! - squared[b]!);
    found.set(order.subarray(0, N_NEIGHBORS), q * N_NEIGHBORS);
  });
  return found;
}

/** The share of the true neighbours of the probes that are in a table of `n × N_NEIGHBORS` rows. */
export function recallOf(indices: Int32Array, truth: Int32Array): number {
  let found = 0;
  probeRows(indices.length / N_NEIGHBORS).forEach((probe, q) => {
    const near = new Set(indices.subarray(probe * N_NEIGHBORS, (probe + 1) * N_NEIGHBORS));
    for (const row of truth.subarray(q * N_NEIGHBORS, (q + 1) * N_NEIGHBORS)) if (near.has(row)) found++;
  });
  return found / truth.length;
}
