import { throwIfAborted } from "../core/abort.ts";
import { checkLength, checkOneOf } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import { metricRows, type NeighborMetric } from "../graph/metric_rows.ts";
import { RowDistances } from "../graph/row_distances.ts";

/** Options of {@linkcode foscttm}. */
export interface FoscttmOptions extends Watched {
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** Divides by the number of other cells (SCOT) or of all cells (GLUE). Default `"n-1"`. */
  readonly divisor?: "n-1" | "n";
}

/** How far each cell's true partner is from being its nearest. */
export interface Foscttm {
  /** Mean over both directions, lower is better: 0 is perfect, 0.5 random. */
  readonly value: number;
  /** Mean over the cells of the first matrix, looking into the second. */
  readonly forward: number;
  /** Mean over the cells of the second matrix, looking into the first. */
  readonly backward: number;
  /** Share of closer cells, one a cell of the first matrix. */
  readonly perCellForward: Float64Array;
  /** Share of closer cells, one a cell of the second matrix. */
  readonly perCellBackward: Float64Array;
  /** Share of the first matrix's cells no cell is closer to than their partner. */
  readonly matchingAccuracy: number;
}

const REPORT_EVERY = 256;

/**
 * FOSCTTM, the fraction of samples closer than the true match (Liu et al. 2019): for cells measured twice, the share of
 * the other modality's cells strictly closer to a cell than its own second measurement.
 *
 * All pairs are visited (time grows with n²); no distance is kept.
 *
 * @param a Embedding of the cells in one modality, `n × d`.
 * @param b Embedding of the same cells in the other, in the same order.
 * @param options `metric`, `divisor`, `signal`, `onProgress`.
 * @returns The fraction for every cell, and its means; NaN for fewer than two cells divided by n − 1.
 * @throws {WeftError} `Misaligned` when the shapes differ; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { foscttm } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = Dense.fromRows([[0], [5], [9]]);
 * assert.equal(foscttm(rna, Dense.fromRows([[0.1], [5.1], [9.1]])).value, 0);
 * assert.equal(foscttm(rna, Dense.fromRows([[9], [5], [0]])).forward, 2 / 3);
 * ```
 */
export function foscttm(a: Dense, b: Dense, options: FoscttmOptions = {}): Foscttm {
  const { metric = "euclidean", divisor = "n-1", signal, onProgress } = options;
  checkOneOf(divisor, "divisor", ["n-1", "n"]);
  checkLength(b.nRows, a.nRows, "the cells of the second matrix", "the first");
  checkLength(b.nCols, a.nCols, "the rows of the second matrix", "the first");
  const left = metricRows(a, metric);
  const right = metricRows(b, metric);
  const n = a.nRows;
  const share = 1 / (divisor === "n" ? n : n - 1);
  const watch = (done: number) => {
    if (done % REPORT_EVERY !== 0) return;
    throwIfAborted(signal, "FOSCTTM");
    onProgress?.({ stage: "FOSCTTM", done, total: 2 * n });
  };
  const perCellForward = closer(left.values, right.values, left.width, n, watch).map((count) => count * share);
  const perCellBackward = closer(right.values, left.values, left.width, n, (i) => watch(n + i))
    .map((count) => count * share);
  const forward = mean(perCellForward);
  const backward = mean(perCellBackward);
  return {
    value: (forward + backward) / 2,
    forward,
    backward,
    perCellForward,
    perCellBackward,
    matchingAccuracy: perCellForward.filter((fraction) => fraction === 0).length / n,
  };
}

/** For each row, how many rows of the base are strictly closer than the one of the same number. */
function closer(
  queries: Float64Array,
  base: Float64Array,
  width: number,
  n: number,
  watch: (row: number) => void,
): Float64Array {
  const counts = new Float64Array(n);
  if (n === 0 || width === 0) return counts;
  using distances = new RowDistances(queries, width, base);
  for (let i = 0; i < n; i++) {
    watch(i);
    const squared = distances.of(i);
    const own = squared[i]!;
    let count = 0;
    for (let j = 0; j < n; j++) if (squared[j]! < own) count++;
    counts[i] = count;
  }
  return counts;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
