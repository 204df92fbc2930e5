import { throwIfAborted } from "../core/abort.ts";
import { checkInteger } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Dense } from "../data/dense.ts";
import { checkEnoughRows } from "./check_enough_rows.ts";
import { exactNeighbors, type NeighborTable } from "./exact_neighbors.ts";
import { metricRows, type NeighborMetric } from "./metric_rows.ts";
import { descend } from "./nn_descent/descend.ts";
import { joinLeaves } from "./nn_descent/join_leaves.ts";
import { NeighborLists } from "./nn_descent/neighbor_lists.ts";
import { projectionTree } from "./nn_descent/projection_tree.ts";

/** Options of {@linkcode approximateNeighbors}. */
export interface ApproximateNeighborsOptions extends Watched {
  /** How many neighbours each row gets, not counting itself. Default 15. */
  readonly nNeighbors?: number;
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Seed of the trees and samples. Default 0. */
  readonly seed?: number;
}

/** Rows that share a leaf of a tree are held against each other. */
const LEAF = 64;
const TREES = 8;
/** Lists are this much longer than asked for while the search goes on: near rows are reached by way of them. */
const SPARE = 10;
const CANDIDATES = 30;
const ROUNDS = 12;
/** The descent stops when a round changes a smaller share of the lists. */
const SETTLED = 0.01;
/** Below this many rows the lists and leaves hold most pairs anyway. */
const SMALL = 2000;

/**
 * Approximately the k nearest rows of a matrix, for large ones (up to about 100,000 rows {@linkcode exactNeighbors} is as
 * fast): random projection trees give a start, and nearest-neighbour descent (Dong, Moses and Li 2011) betters it.
 * Seeded: the same seed gives the same answer.
 *
 * How many of the true neighbours are found depends on how many dimensions the data really have. Measured at 100,000 ×
 * 30 and k = 15: 99.8 % for principal components of overlapping clusters, 98 % for clouds that are round in all 30
 * dimensions (9 to 11 s, where comparing all pairs takes scikit-learn 29 s of processor time), 90 % for pure noise, the
 * worst case (17 s). Distances are exact.
 *
 * @param x `nRows × nCols`, any dtype, finite values.
 * @param options See {@linkcode ApproximateNeighborsOptions}.
 * @returns Indices and distances, `n × nNeighbors`, nearest first; exact below 2000 rows.
 * @throws {WeftError} `TooSmall`, `BadValues` and `Aborted` as {@linkcode exactNeighbors}.
 *
 * @example
 * ```ts
 * import { approximateNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [3], [3.5]]);
 * assert.deepEqual([...approximateNeighbors(x, { nNeighbors: 1 }).indices], [1, 0, 3, 2]);
 * ```
 */
export function approximateNeighbors(x: Dense, options: ApproximateNeighborsOptions = {}): NeighborTable {
  const { nNeighbors = 15, metric = "euclidean", seed = 0, signal, onProgress } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkEnoughRows(x, nNeighbors, true);
  if (x.nRows < SMALL || x.nRows <= 2 * nNeighbors) return exactNeighbors(x, { ...options, nNeighbors });
  const rng = new Rng(seed);
  const given = metricRows(x, metric);
  const { width, nRows } = given;
  // Rows are renumbered by the leaves of a first tree: near rows then lie near each other in memory.
  const { order } = projectionTree(given.values, width, LEAF, rng.split("order"));
  const values = new Float64Array(given.values.length);
  order.forEach((row, i) => values.set(given.values.subarray(row * width, (row + 1) * width), i * width));
  const lists = new NeighborLists(nRows, nNeighbors + SPARE);
  // Leaves must hold more rows than a list, or the first lists stay open.
  const leafSize = Math.max(LEAF, 4 * lists.k);
  for (let tree = 0; tree < TREES; tree++) {
    throwIfAborted(signal, "the search for neighbours");
    onProgress?.({ stage: "growing trees", done: tree, total: TREES });
    joinLeaves(lists, values, width, projectionTree(values, width, leafSize, rng.split(tree)));
  }
  const draws = rng.split("descent");
  for (let round = 0; round < ROUNDS; round++) {
    throwIfAborted(signal, "the search for neighbours");
    onProgress?.({ stage: "following neighbours", done: round, total: ROUNDS });
    if (descend(lists, values, width, CANDIDATES, draws) < SETTLED * lists.indices.length) break;
  }
  return inGivenOrder(lists, order, given.distance, nNeighbors);
}

/** The lists by the rows as they were given; equal distances by rising row. */
function inGivenOrder(
  lists: NeighborLists,
  order: Int32Array,
  distance: (squared: number) => number,
  k: number,
): NeighborTable {
  const n = order.length;
  const indices = new Int32Array(n * k);
  const distances = new Float32Array(n * k);
  for (let i = 0; i < n; i++) {
    const at = order[i]! * k;
    for (let p = 0; p < k; p++) {
      const row = order[lists.indices[i * lists.k + p]!]!;
      const value = distance(lists.squared[i * lists.k + p]!);
      let q = at + p;
      for (; q > at && distances[q - 1]! >= Math.fround(value) && indices[q - 1]! > row; q--) {
        distances[q] = distances[q - 1]!;
        indices[q] = indices[q - 1]!;
      }
      distances[q] = value;
      indices[q] = row;
    }
  }
  return { indices, distances, nNeighbors: k };
}
