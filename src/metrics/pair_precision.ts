import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Pair precision: of the pairs of rows that share a predicted cluster, the share that share a true class,
 * TP / (TP + FP).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 0 when no pair is together in both.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { pairPrecision } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(pairPrecision([0, 0, 0], ["a", "a", "b"]), 1 / 3);
 * ```
 */
export function pairPrecision(predicted: Labels, truth: Labels): number {
  const { truePositive, falsePositive } = pairCounts(predicted, truth);
  return truePositive === 0 ? 0 : truePositive / (truePositive + falsePositive);
}
