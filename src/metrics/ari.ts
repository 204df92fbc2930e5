import type { Labels } from "./labels.ts";
import { pairCounts } from "./pair_counts.ts";

/**
 * Adjusted Rand index: agreement of two partitions over pairs of rows, corrected for chance (Hubert and Arabie 1985).
 *
 * 2 (TP·TN − FN·FP) / ((TP + FN)(FN + TN) + (TP + FP)(FP + TN)); 1 is perfect, 0 is what chance gives, negative is
 * worse than chance. Two partitions that place every pair alike give 1.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from −0.5 to 1.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { ari } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(ari([0, 0, 1, 1], ["b", "b", "a", "a"]), 1);
 * assert.equal(ari([0, 0, 1, 1], ["a", "b", "a", "b"]), -0.5);
 * ```
 */
export function ari(predicted: Labels, truth: Labels): number {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn } = pairCounts(predicted, truth);
  if (fp === 0 && fn === 0) return 1;
  return 2 * (tp * tn - fn * fp) / ((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn));
}
