import type { Dense } from "../data/dense.ts";
import { checkLabels, labelCodes, type Labels, rowsOfCodes } from "./labels.ts";
import { modalityCorrelation, type ModalityCorrelationOptions, summarize } from "./modality_correlation.ts";

/** How well the embedding keeps a modality's distances from the spots of one cluster. */
export interface LabelCorrelation {
  /** The cluster. */
  readonly label: string;
  /** Number of its spots. */
  readonly size: number;
  /** Mean of the correlations of its spots; NaN when none has one. */
  readonly mean: number;
  /** Their median; NaN when none has one. */
  readonly median: number;
}

/**
 * Modality correlation by cluster, see {@linkcode modalityCorrelation}: distances go from the spots of a cluster to all
 * spots.
 *
 * @param modality Features of one modality, mostly its PCs, `nObs × d`.
 * @param embedding The joint embedding, `nObs × nLatent`.
 * @param labels One label a spot; spots without one are in no cluster.
 * @param options `sampleSize`, `seed`, `signal`, `onProgress`.
 * @returns One entry a cluster, in the order of the labels.
 * @throws {WeftError} `Misaligned` when rows or labels differ in number; `BadValues` when a value is not finite;
 * `Aborted`.
 *
 * @example An embedding that only scales a modality keeps the distances from every cluster
 * ```ts
 * import { modalityCorrelationPerLabel } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pcs = Dense.fromRows([[0], [1], [5], [9]]);
 * const embedding = Dense.fromRows([[0, 0], [2, 0], [10, 0], [18, 0]]);
 * const [a, b] = modalityCorrelationPerLabel(pcs, embedding, ["a", "a", "b", "a"]);
 * assert.deepEqual([a!.label, a!.size, b!.label, b!.size], ["a", 3, "b", 1]);
 * assert(Math.abs(a!.median - 1) < 1e-12 && Math.abs(b!.median - 1) < 1e-12);
 * ```
 */
export function modalityCorrelationPerLabel(
  modality: Dense,
  embedding: Dense,
  labels: Labels,
  options: ModalityCorrelationOptions = {},
): LabelCorrelation[] {
  checkLabels(labels, modality.nRows, "the modality");
  const coded = labelCodes(labels);
  const { perRow } = modalityCorrelation(modality, embedding, options);
  return rowsOfCodes(coded).map((rows, k) => {
    const { mean, median } = summarize(Float64Array.from(rows, (row) => perRow[row]!));
    return { label: coded.names[k]!, size: rows.length, mean, median };
  });
}
