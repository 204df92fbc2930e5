import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Pair F1: the harmonic mean of pair precision and pair recall, 2 TP / (2 TP + FP + FN); the same number as Dice's.
 *
 * It counts pairs of rows; it is not the F1 of matched clusters.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 0 when no pair is together in both.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { pairF1 } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pairF1([0, 0, 1], ["a", "a", "a"]), 0.5);
 * ```
 */
export function pairF1(predicted: Labels, truth: Labels): number {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn } = pairCounts(predicted, truth);
  return tp === 0 ? 0 : 2 * tp / (2 * tp + fp + fn);
}
