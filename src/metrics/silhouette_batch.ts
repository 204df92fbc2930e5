import type { Dense } from "../data/dense.ts";
import { labelCodes, type Labels, rowsOfCodes } from "./labels.ts";
import { checkTwoLabels } from "./check_two_labels.ts";
import { silhouetteSamples, type SilhouetteSamplesOptions } from "./silhouette_samples.ts";

/**
 * Silhouette of batches (scIB's ASW batch; of modalities when these are given): within each cell type 1 − |s| of the
 * batches, averaged over its cells, then over types.
 *
 * A type found in one batch only says nothing about mixing and is left out, as is one each of whose cells is a batch of
 * its own.
 *
 * @param x The embedding, `n × d`, finite values.
 * @param labels Cell type of every row; rows that miss a type or a batch are left out.
 * @param batch Batch (or modality) of every row.
 * @param options `metric`, `betweenClusterDistances`, `signal`, `onProgress`.
 * @returns A number from 0 to 1, higher when batches lie among each other; NaN when no type can be scored.
 * @throws {WeftError} `Misaligned` unless there is one label and one batch a row; `BadValues` when a value is not
 * finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { silhouetteBatch } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const type = ["T", "T", "T", "T"];
 * assert.equal(silhouetteBatch(Dense.fromRows([[0], [9], [0], [9]]), type, ["1", "2", "1", "2"]), 0);
 * assert(silhouetteBatch(Dense.fromRows([[0], [9], [0], [9]]), type, ["1", "1", "2", "2"]) >= 0.5);
 * ```
 */
export function silhouetteBatch(
  x: Dense,
  labels: Labels,
  batch: Labels,
  options: SilhouetteSamplesOptions = {},
): number {
  checkTwoLabels(labels, batch, x.nRows);
  const batches = labelCodes(batch).codes;
  const types = rowsOfCodes(labelCodes(labels), (i) => batches[i]! >= 0);
  let sum = 0;
  let nTypes = 0;
  for (const rows of types) {
    const codes = rows.map((i) => batches[i]!);
    const nBatches = new Set(codes).size;
    if (nBatches < 2 || nBatches === rows.length) continue;
    const scores = silhouetteSamples(x.takeRows(rows), codes, options);
    sum += scores.reduce((total, score) => total + 1 - Math.abs(score), 0) / scores.length;
    nTypes++;
  }
  return nTypes === 0 ? NaN : sum / nTypes;
}
