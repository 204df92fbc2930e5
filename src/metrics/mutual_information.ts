import { contingency } from "./contingency.ts";
import { mutualInformationOf } from "./entropy.ts";
import type { Labels } from "./labels.ts";

/**
 * Mutual information of two partitions in nats, Σ_ij (n_ij/n) ln(n n_ij / (a_i b_j)).
 *
 * At most the smaller of the two entropies. Papers that print it times 100 mean the same number.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number ≥ 0.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { mutualInformation } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert(Math.abs(mutualInformation([0, 0, 1, 1], ["a", "a", "b", "b"]) - Math.log(2)) < 1e-15);
 * ```
 */
export function mutualInformation(predicted: Labels, truth: Labels): number {
  return mutualInformationOf(contingency(predicted, truth));
}
