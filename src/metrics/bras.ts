import type { Dense } from "../data/dense.ts";
import type { Labels } from "./labels.ts";
import { silhouetteBatch } from "./silhouette_batch.ts";
import type { SilhouetteSamplesOptions } from "./silhouette_samples.ts";

/**
 * BRAS, the batch-removal adapted silhouette (Rautenstrauch and Ohler 2025): {@linkcode silhouetteBatch} with cosine
 * distance, where b is the mean distance to all cells of other batches, so that two batches that lie together cannot
 * hide a third that lies apart.
 *
 * @param x The embedding, `n × d`, finite values.
 * @param labels Cell type of every row; rows that miss a type or a batch are left out.
 * @param batch Batch (or modality) of every row.
 * @param options `metric` (default `"cosine"`), `betweenClusterDistances` (default `"meanOther"`), `signal`,
 * `onProgress`.
 * @returns A number from 0 to 1, higher when batches are mixed; NaN when no type can be scored.
 * @throws {WeftError} `Misaligned` unless there is one label and one batch a row; `BadValues` when a value is not
 * finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { bras } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[1, 0], [1, 0.1], [0, 1], [0.1, 1]]);
 * const type = ["T", "T", "T", "T"];
 * assert(bras(x, type, ["1", "2", "1", "2"]) > bras(x, type, ["1", "1", "2", "2"]));
 * ```
 */
export function bras(x: Dense, labels: Labels, batch: Labels, options: SilhouetteSamplesOptions = {}): number {
  return silhouetteBatch(x, labels, batch, { metric: "cosine", betweenClusterDistances: "meanOther", ...options });
}
