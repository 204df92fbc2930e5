import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Rand index: the share of pairs of rows that two partitions place alike, (TP + TN) / all pairs.
 *
 * Not corrected for chance: use {@linkcode ari} to compare methods. Fewer than two rows give 1.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { randIndex } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(randIndex([0, 0, 1], [0, 1, 1]), 1 / 3);
 * ```
 */
export function randIndex(predicted: Labels, truth: Labels): number {
  const { truePositive, falsePositive, falseNegative, trueNegative } = pairCounts(predicted, truth);
  const alike = truePositive + trueNegative;
  const all = alike + falsePositive + falseNegative;
  return all === 0 ? 1 : alike / all;
}
