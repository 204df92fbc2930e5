import { matchCodes } from "../cluster/match_codes.ts";
import { checkLength } from "../core/check.ts";
import { codeSizes, labelCodes, type Labels } from "./labels.ts";

/** How well one true class was found. */
export interface ClassScore {
  /** The true class. */
  readonly label: string;
  /** Number of its rows. */
  readonly size: number;
  /** The predicted cluster it was matched with; `null` when none is left for it. */
  readonly cluster: string | null;
  /** Share of that cluster that belongs to the class; 0 without a cluster. */
  readonly precision: number;
  /** Share of the class that lies in that cluster; 0 without a cluster. */
  readonly recall: number;
  /** Harmonic mean of precision and recall; 0 without a cluster. */
  readonly f1: number;
}

/**
 * Precision, recall and F1 of every true class once each class has a cluster of its own: the pairing of clusters and
 * classes under which most rows agree (Hungarian algorithm). Scores over pairs of rows, such as ARI, hardly notice a
 * class of a few rows; these do.
 *
 * @param predicted One label a row; rows missing either label are left out.
 * @param truth One label a row.
 * @returns One entry a class, in the order of the labels.
 * @throws {WeftError} `Misaligned` when the lengths differ.
 *
 * @example
 * ```ts
 * import { classScores } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const [a, b] = classScores([0, 0, 0, 1], ["a", "a", "b", "b"]);
 * assert.deepEqual([a!.cluster, a!.precision, a!.recall], ["0", 2 / 3, 1]);
 * assert.deepEqual([b!.cluster, b!.precision, b!.recall], ["1", 1, 0.5]);
 * ```
 */
export function classScores(predicted: Labels, truth: Labels): ClassScore[] {
  checkLength(predicted.length, truth.length, "predicted labels", "the true labels");
  const clusters = labelCodes(predicted), classes = labelCodes(truth);
  const both = Int32Array.from(classes.codes.keys()).filter((i) => classes.codes[i]! >= 0 && clusters.codes[i]! >= 0);
  const found = { codes: both.map((i) => clusters.codes[i]!), names: clusters.names };
  const wanted = { codes: both.map((i) => classes.codes[i]!), names: classes.names };
  const partners = matchCodes(wanted.codes, found.codes, wanted.names.length, found.names.length);
  const agreed = new Int32Array(wanted.names.length);
  wanted.codes.forEach((k, i) => partners[k] === found.codes[i] && agreed[k]!++);
  const foundSizes = codeSizes(found);
  return [...codeSizes(wanted)].flatMap((size, k) => {
    if (size === 0) return [];
    const partner = partners[k]!, clusterSize = foundSizes[partner] ?? 0, right = agreed[k]!;
    return [{
      label: wanted.names[k]!,
      size,
      cluster: found.names[partner] ?? null,
      precision: right / Math.max(1, clusterSize),
      recall: right / size,
      f1: 2 * right / (size + clusterSize),
    }];
  });
}
