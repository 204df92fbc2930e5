import { classScores } from "./class_scores.ts";
import type { Labels } from "./labels.ts";
import { meanOverRare, type RareOptions } from "./rare_classes.ts";

/**
 * Mean F1 of the rare classes after each class was matched with a cluster, see {@linkcode classScores}: every rare
 * class counts the same, however few its rows.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @param options Which classes are rare.
 * @returns A number from 0 to 1; NaN when no class is rare.
 * @throws {WeftError} `Misaligned` when the lengths differ, `InvalidArgument` when `maxShare` is not from 0 to 1.
 *
 * @example
 * ```ts
 * import { rareF1 } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const truth = [...Array(30).fill("stroma"), "tuft"];
 * assert.equal(rareF1(truth, truth), 1);
 * assert.equal(rareF1(Array(31).fill(0), truth), 0);
 * ```
 */
export function rareF1(predicted: Labels, truth: Labels, options: RareOptions = {}): number {
  return meanOverRare(classScores(predicted, truth), "f1", options);
}
