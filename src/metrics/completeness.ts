import type { Labels } from "./labels.ts";
import { homogeneity } from "./homogeneity.ts";

/**
 * Completeness: 1 when all rows of a true class lie in one predicted cluster, MI / H(predicted) (Rosenberg and
 * Hirschberg 2007); homogeneity with the roles exchanged.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 1 when the prediction is a single cluster.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { completeness } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(completeness([0, 0, 0, 0], ["a", "a", "b", "b"]), 1);
 * ```
 */
export function completeness(predicted: Labels, truth: Labels): number {
  return homogeneity(truth, predicted);
}
