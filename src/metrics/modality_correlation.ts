import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkLength } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Dense } from "../data/dense.ts";
import { metricRows } from "../graph/metric_rows.ts";
import { RowDistances } from "../graph/row_distances.ts";
import { median } from "../core/median.ts";
import { pearson } from "./pearson.ts";

/** Options of {@linkcode modalityCorrelation}. */
export interface ModalityCorrelationOptions extends Watched {
  /** Distances of each spot go to a random sample of so many spots when there are more. Default 20 000. */
  readonly sampleSize?: number;
  /** Seed of that sample. Default 0. */
  readonly seed?: number;
}

/** A score of every row, and its summaries. */
export interface PerRowScore {
  /** One score a row; NaN where it is undefined. */
  readonly perRow: Float64Array;
  /** Mean over the rows that have a score; NaN when none has. */
  readonly mean: number;
  /** Median over the rows that have a score; NaN when none has. */
  readonly median: number;
}

const REPORT_EVERY = 256;

/**
 * Modality correlation (SMART's PCC): per spot, Pearson's correlation of its distances to all spots in a modality with
 * those in the embedding; the zero distance to itself counts.
 *
 * No distance matrix is kept: memory is two rows.
 *
 * @param modality Features of one modality, mostly its PCs, `nObs × d`.
 * @param embedding The joint embedding, `nObs × nLatent`.
 * @param options `sampleSize`, `seed`, `signal`, `onProgress`.
 * @returns The correlation of every spot (NaN where all its distances are equal), with mean and median; the median is
 * the usual summary.
 * @throws {WeftError} `Misaligned` when rows differ in number; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example An embedding that only scales a modality keeps its distances
 * ```ts
 * import { modalityCorrelation } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pcs = Dense.fromRows([[0], [1], [5]]);
 * const { median } = modalityCorrelation(pcs, Dense.fromRows([[0, 0], [2, 0], [10, 0]]));
 * assert(Math.abs(median - 1) < 1e-12);
 * ```
 */
export function modalityCorrelation(
  modality: Dense,
  embedding: Dense,
  options: ModalityCorrelationOptions = {},
): PerRowScore {
  const { sampleSize = 20_000, seed = 0, signal, onProgress } = options;
  checkInteger(sampleSize, "sampleSize", 2);
  checkLength(embedding.nRows, modality.nRows, "the embedding", "the modality");
  const n = modality.nRows;
  const columns = new Rng(seed).split("modalityCorrelation").sample(n, Math.min(n, sampleSize));
  using a = distancesTo(modality, columns);
  using b = distancesTo(embedding, columns);
  const [da, db] = [new Float64Array(columns.length), new Float64Array(columns.length)];
  const perRow = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i % REPORT_EVERY === 0) {
      throwIfAborted(signal, "modality correlation");
      onProgress?.({ stage: "modality correlation", done: i, total: n });
    }
    roots(a.of(i), da);
    roots(b.of(i), db);
    perRow[i] = pearson(da, db);
  }
  return summarize(perRow);
}

function roots(squared: Float64Array, out: Float64Array): void {
  for (let p = 0; p < squared.length; p++) out[p] = Math.sqrt(squared[p]!);
}

function distancesTo(x: Dense, rows: Int32Array): RowDistances {
  const { values, width } = metricRows(x, "euclidean");
  return new RowDistances(values, width, metricRows(x.takeRows(rows), "euclidean").values);
}

/** A score of every row with its mean and median over the rows where it is defined. */
export function summarize(perRow: Float64Array): PerRowScore {
  const defined = perRow.filter((score) => !Number.isNaN(score));
  const mean = defined.reduce((sum, score) => sum + score, 0) / defined.length;
  return { perRow, mean, median: median(defined) };
}
