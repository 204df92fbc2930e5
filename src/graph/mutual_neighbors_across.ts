import { checkInteger } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import type { NeighborMetric } from "./metric_rows.ts";
import { nearestByMetric } from "./nearest_by_metric.ts";

/** Options of {@linkcode mutualNeighborsAcross}. */
export interface MutualNeighborsAcrossOptions {
  /** Nearest rows of the other matrix that count for each row. Default 2. */
  readonly topK?: number;
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Stops the search between blocks; it then throws a `WeftError` tagged `Aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Pairs of rows of two matrices, by the first and then by the second. */
export interface RowPairs {
  /** Row of the first matrix. */
  readonly first: Int32Array;
  /** Row of the second matrix. */
  readonly second: Int32Array;
}

/**
 * Pairs of a row of `a` and a row of `b` that are among each other's `topK` nearest of the other matrix: what anchors
 * one section of tissue in another.
 *
 * @param a `nA × nComps`, finite.
 * @param b `nB × nComps`, finite.
 * @param options See {@linkcode MutualNeighborsAcrossOptions}.
 * @returns The pairs.
 * @throws {WeftError} `TooSmall` when one has fewer rows than `topK`; `Misaligned` when their columns differ.
 *
 * @example
 * ```ts
 * import { mutualNeighborsAcross } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const a = Dense.fromRows([[0], [10]]);
 * const b = Dense.fromRows([[9], [100]]);
 * const { first, second } = mutualNeighborsAcross(a, b, { topK: 1 });
 * assert.deepEqual([[...first], [...second]], [[1], [0]]);
 * ```
 */
export function mutualNeighborsAcross(a: Dense, b: Dense, options: MutualNeighborsAcrossOptions = {}): RowPairs {
  const { topK = 2, metric, signal } = options;
  checkInteger(topK, "topK", 1);
  const search = { nNeighbors: topK, signal, ...(metric ? { metric } : {}) };
  const inB = nearestByMetric(b, { ...search, queries: a }).indices;
  const inA = nearestByMetric(a, { ...search, queries: b }).indices;
  const first: number[] = [];
  const second: number[] = [];
  for (let i = 0; i < a.nRows; i++) {
    for (const j of inB.slice(i * topK, (i + 1) * topK).sort()) {
      if (!inA.subarray(j * topK, (j + 1) * topK).includes(i)) continue;
      first.push(i);
      second.push(j);
    }
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second) };
}
