import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Pair Jaccard: of the pairs of rows together in either partition, the share together in both, TP / (TP + FP + FN).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 0 when no pair is together in both.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { pairJaccard } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pairJaccard([0, 0, 1], ["a", "a", "a"]), 1 / 3);
 * ```
 */
export function pairJaccard(predicted: Labels, truth: Labels): number {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn } = pairCounts(predicted, truth);
  return tp === 0 ? 0 : tp / (tp + fp + fn);
}
