import { averageEntropy } from "./average_entropy.ts";
import { contingency } from "./contingency.ts";
import { entropyOf, mutualInformationOf } from "./entropy.ts";
import { expectedInformation } from "./expected_information.ts";
import type { Labels } from "./labels.ts";
import type { InformationOptions } from "./nmi.ts";

/**
 * Adjusted mutual information: mutual information corrected for chance (Vinh, Epps, Bailey 2010),
 * (MI − E[MI]) / (mean(H(U), H(V)) − E[MI]).
 *
 * Two partitions that are both one cluster, or both all singletons, give 1.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @param options `average`: the mean of the entropies, arithmetic by default.
 * @returns At most 1; about 0 for what chance gives.
 * @throws {WeftError} `Misaligned` when the lengths differ; `InvalidArgument` for an unknown average.
 *
 * @example
 * ```ts
 * import { ami } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(ami([0, 0, 1, 1], ["b", "b", "a", "a"]), 1);
 * assert(ami([0, 1, 0, 1], ["b", "b", "a", "a"]) < 0);
 * ```
 */
export function ami(predicted: Labels, truth: Labels, { average = "arithmetic" }: InformationOptions = {}): number {
  const table = contingency(predicted, truth);
  const { n, predictedSizes, trueSizes } = table;
  const normalizer = averageEntropy(entropyOf(predictedSizes, n), entropyOf(trueSizes, n), average);
  const [nPredicted, nTrue] = [predictedSizes.length, trueSizes.length];
  if (nPredicted === nTrue && (nTrue <= 1 || nTrue === n)) return 1;
  const expected = expectedInformation(predictedSizes, trueSizes, n);
  const room = normalizer - expected;
  const divisor = room < 0 ? Math.min(room, -Number.EPSILON) : Math.max(room, Number.EPSILON);
  return (mutualInformationOf(table) - expected) / divisor;
}
