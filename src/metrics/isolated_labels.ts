import type { Dense } from "../data/dense.ts";
import { checkTwoLabels } from "./check_two_labels.ts";
import { isolatedNames } from "./isolated_names.ts";
import type { Labels } from "./labels.ts";
import { silhouetteSamples, type SilhouetteSamplesOptions } from "./silhouette_samples.ts";

/** Options of {@linkcode isolatedLabels}. */
export interface IsolatedLabelsOptions extends SilhouetteSamplesOptions {
  /** A label in at most so many batches is isolated. Default: as many as the rarest label is in. */
  readonly isoThreshold?: number;
}

/**
 * Isolated labels by silhouette (scIB): how well the cell types that few batches have keep apart, as the mean over these
 * types of the mean (s + 1)/2 of their cells, s the silhouette among all types.
 *
 * When every type is in equally many batches, all count as isolated, as in scib-metrics.
 *
 * @param x The embedding, `n × d`, finite values.
 * @param labels Cell type of every row; rows that miss a type or a batch are left out.
 * @param batch Batch (or modality) of every row.
 * @param options `isoThreshold`, `metric`, `signal`, `onProgress`.
 * @returns A number from 0 to 1; NaN when there are fewer than two types or none is isolated.
 * @throws {WeftError} `Misaligned` unless there is one label and one batch a row; `BadValues`; `InvalidArgument`;
 * `Aborted`.
 *
 * @example
 * ```ts
 * import { isolatedLabels } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [0], [0], [9], [9]]);
 * assert.equal(isolatedLabels(x, ["T", "T", "T", "B", "B"], ["1", "2", "1", "2", "2"]), 1);
 * ```
 */
export function isolatedLabels(x: Dense, labels: Labels, batch: Labels, options: IsolatedLabelsOptions = {}): number {
  const { isoThreshold, ...rest } = options;
  checkTwoLabels(labels, batch, x.nRows);
  const { codes, isolated } = isolatedNames(labels, batch, isoThreshold, true);
  const scores = silhouetteSamples(x, Array.from(codes, (code) => code < 0 ? null : code), rest);
  let sum = 0;
  for (const label of isolated) {
    const own = scores.filter((_, i) => codes[i] === label);
    sum += own.reduce((total, score) => total + (score + 1) / 2, 0) / own.length;
  }
  return isolated.length === 0 ? NaN : sum / isolated.length;
}
