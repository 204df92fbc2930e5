import { checkInteger } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Dense } from "../data/dense.ts";
import { exactNeighbors } from "../graph/exact_neighbors.ts";
import { checkLabels, labelCodes, labelledRows, type Labels } from "./labels.ts";

/** Options of {@linkcode probe}. */
export interface ProbeOptions extends Watched {
  /** How many neighbours vote. Default 15. */
  readonly nNeighbors?: number;
  /** Into how many parts the rows are cut; each is predicted from the others. Default 5. */
  readonly nFolds?: number;
  /** Seed of the cut. Default 0. */
  readonly seed?: number;
}

/**
 * Probe: how well labels can be read off an embedding by a vote of the nearest labelled rows, as the accuracy over
 * seeded folds. It tells what an embedding knows, free of any clusterer.
 *
 * Every row is predicted once, from the rows of the other folds; a tied vote goes to the smallest label.
 *
 * @param x The embedding, `nObs × nLatent`, finite values.
 * @param labels One label a row; rows without a label are left out.
 * @param options `nNeighbors`, `nFolds`, `seed`, `signal`, `onProgress`.
 * @returns The share of rows predicted right, from 0 to 1.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `TooSmall` when a fold leaves too few rows to
 * vote; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { probe } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [0.1], [0.2], [9], [9.1], [9.2]]);
 * assert.equal(probe(x, ["a", "a", "a", "b", "b", "b"], { nNeighbors: 1, nFolds: 3 }), 1);
 * ```
 */
export function probe(x: Dense, labels: Labels, options: ProbeOptions = {}): number {
  const { nNeighbors = 15, nFolds = 5, seed = 0, signal, onProgress } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkInteger(nFolds, "nFolds", 2);
  checkLabels(labels, x.nRows, "the rows");
  const { codes, names } = labelCodes(labels);
  const labelled = labelledRows(codes);
  const order = new Rng(seed).split("probe").permutation(labelled.length).map((i) => labelled[i]!);
  let right = 0;
  for (let fold = 0; fold < nFolds; fold++) {
    onProgress?.({ stage: "probe", done: fold, total: nFolds });
    const start = Math.floor(fold * order.length / nFolds);
    const end = Math.floor((fold + 1) * order.length / nFolds);
    if (start === end) continue;
    const held = order.subarray(start, end);
    const known = order.filter((_, p) => p < start || p >= end);
    const queries = x.takeRows(held);
    const { indices } = exactNeighbors(x.takeRows(known), { nNeighbors, queries, signal });
    const votes = new Int32Array(names.length);
    for (let i = 0; i < held.length; i++) {
      votes.fill(0);
      for (let p = i * nNeighbors; p < (i + 1) * nNeighbors; p++) votes[codes[known[indices[p]!]!]!]!++;
      if (winner(votes) === codes[held[i]!]) right++;
    }
  }
  return right / order.length;
}

function winner(votes: Int32Array): number {
  let best = 0;
  for (let k = 1; k < votes.length; k++) if (votes[k]! > votes[best]!) best = k;
  return best;
}
