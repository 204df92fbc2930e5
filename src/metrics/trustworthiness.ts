import { checkInteger, checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { throwIfAborted } from "../core/abort.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import { exactNeighbors } from "../graph/exact_neighbors.ts";
import { metricRows, type NeighborMetric } from "../graph/metric_rows.ts";
import { RowDistances } from "../graph/row_distances.ts";

/** Options of {@linkcode trustworthiness}. */
export interface TrustworthinessOptions extends Watched {
  /** How many neighbours of the embedding are judged; less than half the rows. Default 5. */
  readonly nNeighbors?: number;
  /** What near means among the original features; the embedding is Euclidean. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
}

const REPORT_EVERY = 256;

/**
 * Trustworthiness of an embedding (Venna and Kaski 2001): 1 minus a penalty for neighbours in the embedding that are
 * not near in the original space, T = 1 − 2/(n k (2n − 3k − 1)) Σ_i Σ_{j ∈ kNN(i)} max(0, r(i, j) − k), with r the rank
 * of j by original distance from i.
 *
 * Ranks are counted row by row: no distance matrix is kept.
 *
 * @param x Original features, `n × d`, finite values.
 * @param embedding Their embedding, `n × nDims`.
 * @param options `nNeighbors`, `metric`, `signal`, `onProgress`.
 * @returns A number from 0 to 1; 1 when no neighbour is a stranger.
 * @throws {WeftError} `Misaligned` when rows differ in number; `TooSmall` unless there are more than twice as many rows
 * as neighbours; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { trustworthiness } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0, 0], [1, 0], [2, 0], [7, 1], [8, 1]]);
 * assert.equal(trustworthiness(x, x.takeColumns([0]), { nNeighbors: 1 }), 1);
 * ```
 */
export function trustworthiness(x: Dense, embedding: Dense, options: TrustworthinessOptions = {}): number {
  const { nNeighbors: k = 5, metric = "euclidean", signal, onProgress } = options;
  const n = x.nRows;
  checkInteger(k, "nNeighbors", 1);
  checkLength(embedding.nRows, n, "the embedding", "the features");
  if (2 * k >= n) {
    throw new WeftError("TooSmall", { expected: `more than ${2 * k} rows for ${k} neighbours`, found: `${n}` });
  }
  const { indices } = exactNeighbors(embedding, { nNeighbors: k, signal });
  const { values, width } = metricRows(x, metric);
  using squared = new RowDistances(values, width);
  let penalty = 0;
  for (let i = 0; i < n; i++) {
    if (i % REPORT_EVERY === 0) {
      throwIfAborted(signal, "trustworthiness");
      onProgress?.({ stage: "trustworthiness", done: i, total: n });
    }
    const distances = squared.of(i);
    for (let p = i * k; p < (i + 1) * k; p++) penalty += Math.max(0, rank(distances, i, indices[p]!) - k);
  }
  return 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * penalty;
}

/** 1 + how many rows other than `self` are nearer than row `j`; of two equally near the smaller row comes first. */
function rank(distances: Float64Array, self: number, j: number): number {
  const limit = distances[j]!;
  let nearer = 1;
  for (let i = 0; i < distances.length; i++) {
    if (distances[i]! < limit || (distances[i] === limit && i < j)) nearer++;
  }
  return distances[self]! < limit || (distances[self] === limit && self < j) ? nearer - 1 : nearer;
}
