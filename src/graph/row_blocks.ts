import { Rng } from "../core/rng.ts";
import { projectionTree } from "./nn_descent/projection_tree.ts";

/** Rows put in an order in which near ones stand together, cut in blocks, each with a ball around it. */
export interface RowBlocks {
  /** The rows in their new order, row major. */
  readonly values: Float64Array;
  /** Number that each of them had before. */
  readonly rows: Int32Array;
  /** Where each block begins; one longer than the blocks. */
  readonly starts: readonly number[];
  /** Mean of each block, `nBlocks × width`. */
  readonly centers: Float64Array;
  /** Distance from the mean to the farthest row of each block. */
  readonly radii: Float64Array;
}

/** A block of 30 columns fits the first-level cache. */
const BLOCK = 128;

/** Groups rows by the leaves of a random projection tree; the seed is fixed, and no exact answer depends on it. */
export function rowBlocks(values: Float64Array, width: number): RowBlocks {
  const { order, leaves } = projectionTree(values, width, BLOCK, new Rng(0).split("row blocks"));
  const sorted = new Float64Array(values.length);
  order.forEach((row, i) => sorted.set(values.subarray(row * width, (row + 1) * width), i * width));
  const nBlocks = leaves.length - 1;
  const centers = new Float64Array(nBlocks * width);
  const radii = new Float64Array(nBlocks);
  for (let b = 0; b < nBlocks; b++) {
    const [from, to] = [leaves[b]!, leaves[b + 1]!];
    const center = centers.subarray(b * width, (b + 1) * width);
    for (let i = from; i < to; i++) {
      for (let c = 0; c < width; c++) center[c]! += sorted[i * width + c]! / (to - from);
    }
    for (let i = from; i < to; i++) radii[b] = Math.max(radii[b]!, distance(sorted, i, center, 0, width));
  }
  return { values: sorted, rows: order, starts: leaves, centers, radii };
}

/** Euclidean distance of row `i` of one matrix and row `j` of another. */
export function distance(a: Float64Array, i: number, b: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let c = 0, p = i * width, q = j * width; c < width; c++, p++, q++) {
    const difference = a[p]! - b[q]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
