import { checkOneOf } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { nearestByMetric } from "../graph/nearest_by_metric.ts";
import type { NeighborMetric } from "../graph/metric_rows.ts";
import { checkLabels, labelCodes, labelledRows, type Labels } from "./labels.ts";

/** Options of {@linkcode labelTransfer}. */
export interface LabelTransferOptions {
  /** How many neighbours vote. Default 10. */
  readonly nNeighbors?: number;
  /** Whether votes count alike or by 1/distance, an equal cell alone then deciding. Default `"uniform"`. */
  readonly weights?: "uniform" | "distance";
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** The true labels of the target's cells, to score against. Default: unknown. */
  readonly truth?: Labels;
  /** Stops the search; the call throws a `WeftError` tagged `Aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Labels given to cells by those of another modality. */
export interface LabelTransfer {
  /** The label of every cell of the target. */
  readonly predicted: readonly string[];
  /** Share of the target's labelled cells predicted right; NaN when the truth is not known. */
  readonly accuracy: number;
}

/**
 * Label transfer: cells of one modality get the label that most of their nearest cells of another have; a tied vote goes
 * to the smallest label.
 *
 * @param source Embedding of the cells whose labels are known, `n × d`.
 * @param sourceLabels Label of each; cells without one do not vote.
 * @param target Embedding of the cells to label, `m × d`.
 * @param options `nNeighbors`, `weights`, `metric`, `truth`, `signal`.
 * @returns The labels, and how many of them are right.
 * @throws {WeftError} `Misaligned` when lengths do not fit; `TooSmall` when there are fewer labelled cells than
 * neighbours; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { labelTransfer } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const rna = Dense.fromRows([[0], [1], [50], [51]]);
 * const atac = Dense.fromRows([[0.5], [49]]);
 * const { predicted, accuracy } = labelTransfer(rna, ["T", "T", "B", "B"], atac, { nNeighbors: 2, truth: ["T", "T"] });
 * assert.deepEqual(predicted, ["T", "B"]);
 * assert.equal(accuracy, 0.5);
 * ```
 */
export function labelTransfer(
  source: Dense,
  sourceLabels: Labels,
  target: Dense,
  options: LabelTransferOptions = {},
): LabelTransfer {
  const { nNeighbors = 10, weights = "uniform", metric, truth, signal } = options;
  checkOneOf(weights, "weights", ["uniform", "distance"]);
  checkLabels(sourceLabels, source.nRows, "the source");
  if (truth) checkLabels(truth, target.nRows, "the target");
  const { codes, names } = labelCodes(sourceLabels);
  const known = labelledRows(codes);
  const { indices, distances } = nearestByMetric(source.takeRows(known), {
    nNeighbors,
    queries: target,
    signal,
    ...(metric && { metric }),
  });
  const votes = new Float64Array(names.length);
  const predicted = Array.from({ length: target.nRows }, (_, i) => {
    votes.fill(0);
    const equal = weights === "distance" && distances[i * nNeighbors] === 0;
    for (let p = i * nNeighbors; p < (i + 1) * nNeighbors; p++) {
      const weight = weights === "uniform" ? 1 : equal ? Number(distances[p] === 0) : 1 / distances[p]!;
      votes[codes[known[indices[p]!]!]!]! += weight;
    }
    return names[votes.indexOf(votes.reduce((most, vote) => Math.max(most, vote), 0))]!;
  });
  return { predicted, accuracy: truth ? accuracyOf(predicted, truth) : NaN };
}

function accuracyOf(predicted: readonly string[], truth: Labels): number {
  const { codes, names } = labelCodes(truth);
  const rows = labelledRows(codes);
  let right = 0;
  for (const i of rows) if (names[codes[i]!] === predicted[i]) right++;
  return right / rows.length;
}
