import { averageEntropy, type EntropyAverage } from "./average_entropy.ts";
import { contingency } from "./contingency.ts";
import { entropyOf, mutualInformationOf } from "./entropy.ts";
import type { Labels } from "./labels.ts";

/** Options of {@linkcode nmi} and {@linkcode ami}. */
export interface InformationOptions {
  /** Mean of the two entropies to divide by. Default `"arithmetic"`. */
  readonly average?: EntropyAverage;
}

/**
 * Normalised mutual information: MI divided by the mean of the two entropies (arithmetic by default; then it equals
 * the V-measure).
 *
 * Two partitions into a single cluster each give 1; otherwise MI = 0 gives 0. Not corrected for chance: it rises with
 * the number of clusters ({@linkcode ami} does not).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @param options `average`.
 * @returns A number from 0 to 1.
 * @throws {WeftError} `Misaligned` when the lengths differ; `InvalidArgument` for an unknown average.
 *
 * @example
 * ```ts
 * import { nmi } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nmi([0, 0, 1, 1], ["b", "b", "a", "a"]), 1);
 * assert.equal(nmi([0, 0, 0, 0], ["b", "b", "a", "a"]), 0);
 * ```
 */
export function nmi(predicted: Labels, truth: Labels, { average = "arithmetic" }: InformationOptions = {}): number {
  const table = contingency(predicted, truth);
  const { n, predictedSizes, trueSizes } = table;
  const normalizer = averageEntropy(entropyOf(predictedSizes, n), entropyOf(trueSizes, n), average);
  if (predictedSizes.length <= 1 && trueSizes.length <= 1) return 1;
  const information = mutualInformationOf(table);
  return information === 0 ? 0 : information / normalizer;
}
