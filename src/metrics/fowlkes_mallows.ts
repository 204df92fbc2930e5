import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Fowlkes–Mallows index: the geometric mean of pair precision and pair recall, TP / √((TP + FP)(TP + FN)).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 0 when no pair is together in both.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { fowlkesMallows } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fowlkesMallows([0, 0, 1, 1], [1, 1, 0, 0]), 1);
 * assert.equal(fowlkesMallows([0, 1, 2], [0, 0, 0]), 0);
 * ```
 */
export function fowlkesMallows(predicted: Labels, truth: Labels): number {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn } = pairCounts(predicted, truth);
  return tp === 0 ? 0 : Math.sqrt(tp / (tp + fp)) * Math.sqrt(tp / (tp + fn));
}
