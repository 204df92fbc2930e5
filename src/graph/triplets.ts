import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkNumber } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Rng } from "../core/rng.ts";
import type { Dense } from "../data/dense.ts";
import { checkEnoughRows } from "./check_enough_rows.ts";
import { metricRows } from "./metric_rows.ts";
import { nearLists } from "./triplets/near_lists.ts";
import { exactFarSampler, sampledFarSampler } from "./triplets/negatives.ts";

/** Options of {@linkcode triplets}. */
export interface TripletsOptions extends Watched {
  /** Length of each row's near list, n; the positives come from it. Default 3. */
  readonly nNeighbors?: number;
  /** Share of the other rows that counts as far, 0 … 1; the negatives come from it. Default 0.6. */
  readonly farFraction?: number;
  /** Rows that may take part; of a larger matrix a random subset does. Default 20000. */
  readonly maxRows?: number;
  /** Below this many rows the far ones are told exactly, above by the quantile of a sample. Default 5000. */
  readonly exactBelow?: number;
  /** Seed of all draws. Default 0. */
  readonly seed?: number;
}

/** Rows (anchor, positive, negative), column by column. */
export interface Triplets {
  /** Row that the other two are held against. */
  readonly anchors: Int32Array;
  /** A mutual near neighbour of the anchor. */
  readonly positives: Int32Array;
  /** A row far from the anchor. */
  readonly negatives: Int32Array;
}

/**
 * Triplets for metric learning, as SMART draws them: an anchor, one of its mutual nearest rows, and a row far away.
 *
 * Row `i` lists the `nNeighbors` rows nearest to it (Euclidean), rows equal to it left out. Each pair that list each
 * other gives two triplets, one an anchor; the negative is one of `nNeighbors²` draws, with replacement, from the
 * farthest `⌊(n − j) · farFraction⌋` rows, `j` the rows equal to the anchor and itself. Rows that are all zero, which
 * stand for spots without a measurement, are no anchors. Memory is that of the answer and one row of distances.
 *
 * @param x `nObs × nComps`, finite.
 * @param options See {@linkcode TripletsOptions}.
 * @returns The triplets by rising anchor; equal seeds give equal triplets.
 * @throws {WeftError} `TooSmall` when there are not more rows than `nNeighbors`; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { triplets } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[1], [2], [50], [52]]);
 * const { anchors, positives, negatives } = triplets(x, { nNeighbors: 1, seed: 7 });
 * assert.deepEqual([[...anchors], [...positives]], [[0, 1, 2, 3], [1, 0, 3, 2]]);
 * assert(negatives[0]! >= 2);
 * ```
 */
export function triplets(x: Dense, options: TripletsOptions = {}): Triplets {
  const { nNeighbors = 3, farFraction = 0.6, maxRows = 20_000, exactBelow = 5000, seed = 0, signal } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkNumber(farFraction, "farFraction", 0, 1);
  checkInteger(maxRows, "maxRows", 2);
  checkEnoughRows(x, nNeighbors, true);
  const rng = new Rng(seed);
  const subset = x.nRows > maxRows ? rng.split("subset").sample(x.nRows, maxRows) : undefined;
  const { values, width, nRows } = metricRows(subset ? x.takeRows(subset) : x, "euclidean");
  const near = nearLists(values, width, nNeighbors, signal);
  const far = nRows < exactBelow
    ? exactFarSampler(values, width, farFraction)
    : sampledFarSampler(values, width, farFraction, rng.split("reference"));
  const draws = rng.split("negatives");
  const columns: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < nRows; i++) {
    if (i % 256 === 0) {
      throwIfAborted(signal, "the triplets");
      options.onProgress?.({ stage: "drawing triplets", done: i, total: nRows });
    }
    const measured = values.subarray(i * width, (i + 1) * width).some((value) => value !== 0);
    const positives = measured ? mutual(near, nNeighbors, i) : [];
    if (positives.length === 0) continue;
    const negatives = far.draw(i, nNeighbors * nNeighbors, draws);
    if (negatives.length === 0) continue;
    for (const j of positives) {
      columns[0].push(i);
      columns[1].push(j);
      columns[2].push(negatives[draws.integer(negatives.length)]!);
    }
  }
  const original = (column: number[]) => Int32Array.from(column, (row) => subset ? subset[row]! : row);
  return { anchors: original(columns[0]), positives: original(columns[1]), negatives: original(columns[2]) };
}

function mutual(near: Int32Array, k: number, i: number): number[] {
  const found: number[] = [];
  for (let p = i * k; p < (i + 1) * k; p++) {
    const j = near[p]!;
    if (j >= 0 && near.subarray(j * k, (j + 1) * k).includes(i)) found.push(j);
  }
  return found;
}
