import { throwIfAborted } from "../core/abort.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import { searchTriplets } from "./triplets/search_triplets.ts";

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
  const { signal, onProgress } = options;
  using search = searchTriplets(x, options);
  for (;;) {
    throwIfAborted(signal, "the triplets");
    const step = search.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
