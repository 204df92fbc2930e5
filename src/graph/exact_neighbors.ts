import type { Dense } from "../data/dense.ts";
import type { NeighborMetric } from "./metric_rows.ts";
import { nearestByMetric } from "./nearest_by_metric.ts";

/** Options of {@linkcode exactNeighbors}. */
export interface ExactNeighborsOptions {
  /** How many neighbours each row gets, not counting itself. Default 15. */
  readonly nNeighbors?: number;
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Rows to find neighbours for, with the columns of `x`; the rows of `x` themselves when left out. */
  readonly queries?: Dense | undefined;
  /**
   * Whether row `i` of `x` is left out of its own neighbours, by its index: a duplicate of it stays. Has no meaning
   * with `queries`. Default true.
   */
  readonly excludeSelf?: boolean;
  /** Stops the search between blocks; it then throws a `WeftError` tagged `Aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** The k nearest rows of each of n rows, nearest first. */
export interface NeighborTable {
  /** Rows of the matrix searched, `n × k`, row major. */
  readonly indices: Int32Array;
  /** Distances by the metric, `n × k`, row major. */
  readonly distances: Float32Array;
  /** Number of neighbours per row, k. */
  readonly nNeighbors: number;
}

/**
 * The exact k nearest rows of a matrix, found block by block; no `n × n` array is made.
 *
 * Distances are summed in float64: rows that are equal are at distance exactly 0, and ties go to the smaller row, so
 * the answer does not depend on blocks or threads. Cosine and correlation distances are 1 − cos and 1 − Pearson's r; a
 * row without direction (all zero; constant) is at distance 1 from every row that has one.
 *
 * @param x `nRows × nCols`, any dtype, finite values.
 * @param options See {@linkcode ExactNeighborsOptions}.
 * @returns Indices and distances, `n × nNeighbors`, nearest first.
 * @throws {WeftError} `TooSmall` when `x` has too few rows for `nNeighbors`; `BadValues` when a value is not finite;
 * `Misaligned` when `queries` has other columns; `Aborted` by the signal.
 *
 * @example The nearest neighbour of four points on a line
 * ```ts
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [3], [3]]);
 * const { indices, distances } = exactNeighbors(x, { nNeighbors: 1 });
 * assert.deepEqual([...indices], [1, 0, 3, 2]);
 * assert.deepEqual([...distances], [1, 1, 0, 0]);
 * ```
 */
export function exactNeighbors(x: Dense, options: ExactNeighborsOptions = {}): NeighborTable {
  const { nNeighbors = 15 } = options;
  const distancesOf = (length: number) => new Float32Array(length);
  return { ...nearestByMetric(x, { ...options, nNeighbors, distancesOf }), nNeighbors };
}
