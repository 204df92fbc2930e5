import { checkInteger } from "../core/check.ts";
import { Rng } from "../core/rng.ts";
import type { Dense } from "../data/dense.ts";
import { checkLabels, labelCodes, labelledRows, type Labels } from "./labels.ts";
import { silhouetteSamples, type SilhouetteSamplesOptions } from "./silhouette_samples.ts";

/** Options of {@linkcode silhouette}. */
export interface SilhouetteOptions extends SilhouetteSamplesOptions {
  /** Score a random sample of so many rows instead of all, since time grows with n². Default: all rows. */
  readonly sampleSize?: number | undefined;
  /** Seed of the sample. Default 0. */
  readonly seed?: number;
}

/**
 * The mean silhouette of a clustering (average silhouette width): how much nearer rows are to their own cluster than
 * to the next one. See {@linkcode silhouetteSamples}.
 *
 * @param x `n × d`, finite values.
 * @param labels One label a row; rows without a label are left out.
 * @param options `metric`, `sampleSize`, `seed`, `signal`, `onProgress`.
 * @returns A number from −1 to 1; NaN when there are fewer than two clusters.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { silhouette } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [10], [11]]);
 * assert(silhouette(x, [0, 0, 1, 1]) > 0.89);
 * assert(silhouette(x, [0, 1, 0, 1]) < 0);
 * ```
 */
export function silhouette(x: Dense, labels: Labels, options: SilhouetteOptions = {}): number {
  const { sampleSize, seed = 0, ...rest } = options;
  checkLabels(labels, x.nRows, "the rows");
  const { codes } = labelCodes(labels);
  let rows = labelledRows(codes);
  if (sampleSize !== undefined) checkInteger(sampleSize, "sampleSize", 2);
  if (sampleSize !== undefined && sampleSize < rows.length) {
    rows = new Rng(seed).split("silhouette").sample(rows.length, sampleSize).map((i) => rows[i]!);
  }
  const scores = silhouetteSamples(x.takeRows(rows), rows.map((i) => codes[i]!), rest);
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
