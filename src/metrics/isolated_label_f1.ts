import { checkTwoLabels } from "./check_two_labels.ts";
import { checkLabels, labelCodes, type Labels } from "./labels.ts";
import { isolatedNames } from "./isolated_names.ts";

/** Options of {@linkcode isolatedLabelF1}. */
export interface IsolatedLabelF1Options {
  /**
   * A label in at most so many batches is isolated. Default: as many as the rarest label is in, and none is isolated
   * when that is every batch.
   */
  readonly isoThreshold?: number;
}

/**
 * Isolated labels by F1 (classic scIB): for every cell type that few batches have, the best F1 of any cluster of any of
 * the partitions against it; then the mean over these types.
 *
 * scIB takes as partitions Leiden's at resolutions 0.1, 0.2, … 2, which {@linkcode leidenSweep} gives.
 *
 * @param labels Cell type of every row; rows that miss a type or a batch are left out.
 * @param batch Batch (or modality) of every row.
 * @param partitions Clusters of every row, one partition or more.
 * @param options `isoThreshold`.
 * @returns A number from 0 to 1; NaN when no type is isolated.
 * @throws {WeftError} `Misaligned` unless every partition has a value a row; `InvalidArgument`.
 *
 * @example
 * ```ts
 * import { isolatedLabelF1 } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const [type, batch] = [["T", "T", "B", "B"], ["1", "2", "2", "2"]];
 * assert.equal(isolatedLabelF1(type, batch, [[0, 0, 0, 0], [0, 0, 1, 1]]), 1);
 * assert.equal(isolatedLabelF1(type, batch, [[0, 0, 0, 0]]), 2 / 3);
 * ```
 */
export function isolatedLabelF1(
  labels: Labels,
  batch: Labels,
  partitions: readonly Labels[],
  options: IsolatedLabelF1Options = {},
): number {
  checkTwoLabels(labels, batch, labels.length);
  const { codes, isolated } = isolatedNames(labels, batch, options.isoThreshold, false);
  const best = new Float64Array(isolated.length);
  for (const partition of partitions) {
    checkLabels(partition, labels.length, "the cell types");
    const clusters = labelCodes(partition);
    isolated.forEach((label, k) => {
      best[k] = Math.max(best[k]!, bestF1(codes, label, clusters.codes, clusters.names.length));
    });
  }
  return isolated.length === 0 ? NaN : best.reduce((sum, score) => sum + score, 0) / isolated.length;
}

/** The F1 of the cluster that finds a label best: 2 |cluster ∩ label| / (|cluster| + |label|). */
function bestF1(codes: Int32Array, label: number, clusters: Int32Array, nClusters: number): number {
  const sizes = new Int32Array(nClusters);
  const hits = new Int32Array(nClusters);
  let size = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! < 0) continue;
    if (codes[i] === label) size++;
    if (clusters[i]! < 0) continue;
    sizes[clusters[i]!]!++;
    if (codes[i] === label) hits[clusters[i]!]!++;
  }
  return hits.reduce((best, hit, c) => Math.max(best, 2 * hit / (sizes[c]! + size)), 0);
}
