import { contingency } from "./contingency.ts";
import { entropyOf, mutualInformationOf } from "./entropy.ts";
import type { Labels } from "./labels.ts";

/**
 * Homogeneity: 1 when every predicted cluster holds rows of one true class only, MI / H(truth) (Rosenberg and
 * Hirschberg 2007).
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns A number from 0 to 1; 1 when the truth is a single class.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { homogeneity } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * assert.equal(homogeneity([0, 1, 2, 2], ["a", "a", "b", "b"]), 1);
 * ```
 */
export function homogeneity(predicted: Labels, truth: Labels): number {
  const table = contingency(predicted, truth);
  const entropy = entropyOf(table.trueSizes, table.n);
  return entropy === 0 ? 1 : mutualInformationOf(table) / entropy;
}
