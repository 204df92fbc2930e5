import { type Contingency, contingency } from "./contingency.ts";
import type { Labels } from "./labels.ts";

/** How pairs of rows are placed by two partitions. */
export interface PairCounts {
  /** Together in both. */
  readonly truePositive: number;
  /** Together in the prediction, apart in the truth. */
  readonly falsePositive: number;
  /** Apart in the prediction, together in the truth. */
  readonly falseNegative: number;
  /** Apart in both. */
  readonly trueNegative: number;
}

/**
 * Counts the pairs of rows that two partitions place together or apart, from the contingency table (no loop over
 * pairs); exact up to 10⁸ rows.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns The four counts; they add up to n(n − 1)/2.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { pairCounts } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const counts = pairCounts([0, 0, 1], ["a", "a", "a"]);
 * assert.deepEqual(counts, { truePositive: 1, falsePositive: 0, falseNegative: 2, trueNegative: 0 });
 * ```
 */
export function pairCounts(predicted: Labels, truth: Labels): PairCounts {
  return pairCountsOf(contingency(predicted, truth));
}

/** The pair counts of a contingency table. */
export function pairCountsOf({ n, predictedSizes, trueSizes, counts }: Contingency): PairCounts {
  const truePositive = pairsWithin(counts);
  const falsePositive = pairsWithin(predictedSizes) - truePositive;
  const falseNegative = pairsWithin(trueSizes) - truePositive;
  const trueNegative = pairsWithin([n]) - truePositive - falsePositive - falseNegative;
  return { truePositive, falsePositive, falseNegative, trueNegative };
}

function pairsWithin(sizes: ArrayLike<number>): number {
  let pairs = 0;
  for (let k = 0; k < sizes.length; k++) pairs += sizes[k]! * (sizes[k]! - 1) / 2;
  return pairs;
}
