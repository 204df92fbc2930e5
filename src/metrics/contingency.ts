import { checkLength } from "../core/check.ts";
import { codeSizes, labelCodes, type Labels } from "./labels.ts";

/** How often each pair of labels of two partitions meets: only pairs that occur are kept. */
export interface Contingency {
  /** Rows that have a label in both partitions. */
  readonly n: number;
  /** Sizes a_i of the predicted clusters. */
  readonly predictedSizes: Int32Array;
  /** Sizes b_j of the true classes. */
  readonly trueSizes: Int32Array;
  /** Predicted cluster of each cell of the table, rising. */
  readonly predicted: Int32Array;
  /** True class of each cell of the table. */
  readonly truth: Int32Array;
  /** Count n_ij of each cell, positive. */
  readonly counts: Float64Array;
}

/**
 * The contingency table of two partitions of the same rows; rows that miss either label are left out.
 *
 * @throws {WeftError} `Misaligned` when the lengths differ.
 */
export function contingency(predicted: Labels, truth: Labels): Contingency {
  checkLength(predicted.length, truth.length, "predicted labels", "the true labels");
  const [a, b] = bothLabelled(predicted, truth);
  const width = b.names.length;
  const cells = new Map<number, number>();
  for (let i = 0; i < a.codes.length; i++) {
    const cell = a.codes[i]! * width + b.codes[i]!;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  // Sorted, so that sums do not depend on the order of rows.
  const keys = Float64Array.from(cells.keys()).sort();
  return {
    n: a.codes.length,
    predictedSizes: codeSizes(a),
    trueSizes: codeSizes(b),
    predicted: Int32Array.from(keys, (key) => Math.floor(key / width)),
    truth: Int32Array.from(keys, (key) => key % width),
    counts: Float64Array.from(keys, (key) => cells.get(key)!),
  };
}

function bothLabelled(predicted: Labels, truth: Labels) {
  const a = labelCodes(predicted);
  const b = labelCodes(truth);
  const kept = Int32Array.from(a.codes.keys()).filter((i) => a.codes[i]! >= 0 && b.codes[i]! >= 0);
  if (kept.length === a.codes.length) return [a, b] as const;
  return [labelCodes(kept.map((i) => a.codes[i]!)), labelCodes(kept.map((i) => b.codes[i]!))] as const;
}
