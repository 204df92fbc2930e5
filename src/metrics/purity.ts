import { contingency } from "./contingency.ts";
import type { Labels } from "./labels.ts";

/**
 * Purity: the share of rows that belong to the commonest true class of their predicted cluster, (1/n) Σ_i max_j n_ij.
 *
 * It rises with the number of clusters and is 1 for singletons, so it compares clusterings of one size only.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; NaN without rows.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { purity } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(purity([0, 0, 0, 1], ["a", "a", "b", "b"]), 0.75);
 * ```
 */
export function purity(predicted: Labels, truth: Labels): number {
  const { n, predictedSizes, predicted: cluster, counts } = contingency(predicted, truth);
  if (n === 0) return NaN;
  const largest = new Float64Array(predictedSizes.length);
  for (let c = 0; c < counts.length; c++) largest[cluster[c]!] = Math.max(largest[cluster[c]!]!, counts[c]!);
  return largest.reduce((sum, count) => sum + count, 0) / n;
}
