import { Rng } from "../../src/core/rng.ts";
import type { Csr } from "../../src/data/csr.ts";
import { hexGrid, nearestSpots } from "./hex_tissue.ts";

/** Rows of the sparse matrix. */
export const N_ROWS = 200_000;
/** Entries of each row. */
export const DEGREE = 6;
/** Columns of the dense matrix. */
export const WIDTH = 64;

/**
 * Bytes that have to move: every row of `x` in once, every row of the product out once, column and weight of each entry,
 * the starts. What caches do not keep moves more often and counts as lost time.
 */
export const PRODUCT_BYTES = 4 * (2 * N_ROWS * WIDTH + 2 * N_ROWS * DEGREE + N_ROWS + 1);

/** Bytes that `a = b + s · c` moves on matrices of this size. */
export const TRIAD_BYTES = 4 * 3 * N_ROWS * WIDTH;

/** A sparse matrix with six entries a row, the nearest spots of a tissue read row after row, and a dense one. */
export function spmmProblem(): { graph: Csr; x: Float32Array } {
  const graph = nearestSpots(hexGrid(N_ROWS), DEGREE);
  const rng = new Rng(31);
  return { graph, x: Float32Array.from({ length: N_ROWS * WIDTH }, () => rng.normal()) };
}
