import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Pair recall: of the pairs of rows that share a true class, the share that share a predicted cluster, TP / (TP + FN).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 0 when no pair is together in both.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { pairRecall } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pairRecall([0, 0, 1], ["a", "a", "a"]), 1 / 3);
 * ```
 */
export function pairRecall(predicted: Labels, truth: Labels): number {
  const { truePositive, falseNegative } = pairCounts(predicted, truth);
  return truePositive === 0 ? 0 : truePositive / (truePositive + falseNegative);
}
