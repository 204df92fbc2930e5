import type { Block } from "../kernels/block.ts";
import { asFloat64, float64Block } from "../kernels/float64.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { distances, packDistanceBase } from "../kernels/ops/distances.ts";
import { sharedKernels } from "../kernels/shared_kernels.ts";

/** Distances held at a time: 4 MiB. */
const HELD = 2 ** 19;
/** Rows of a block at most: whoever goes on elsewhere loses the rest of it. */
const MOST_ROWS = 256;

/**
 * Squared Euclidean distances of rows to all rows of a base, a block of rows at a time: quick for whoever asks for the
 * rows in rising order. Each distance is summed by rising column in float64.
 *
 * Holds memory of the kernels: declare it with `using`.
 */
export class RowDistances implements Disposable {
  readonly #kernels: Kernels;
  readonly #queries: Block;
  readonly #packed: Block;
  readonly #out: Block;
  readonly #held: Float64Array;
  readonly #nQueries: number;
  readonly #rows: number;
  readonly #width: number;
  readonly #step: number;
  #first = 0;
  #until = 0;

  /**
   * @param queries Rows to measure from, row major.
   * @param base Rows to measure to, row major, one at least; default `queries`.
   * @param width Values per row.
   */
  constructor(queries: Float64Array, width: number, base: Float64Array = queries) {
    const { kernels } = sharedKernels();
    this.#kernels = kernels;
    this.#nQueries = queries.length / width;
    this.#rows = base.length / width;
    this.#width = width;
    this.#step = Math.max(1, Math.min(this.#nQueries, MOST_ROWS, Math.floor(HELD / this.#rows)));
    this.#queries = float64Block(kernels, queries);
    this.#packed = packDistanceBase(kernels, base, width);
    this.#out = kernels.alloc(2 * this.#step * this.#rows);
    this.#held = asFloat64(this.#out);
  }

  /** Squared distances of row `i` to every row of the base; valid until another row is asked for, not to be changed. */
  of(i: number): Float64Array {
    if (i < this.#first || i >= this.#until) this.#measure(i);
    const at = (i - this.#first) * this.#rows;
    return this.#held.subarray(at, at + this.#rows);
  }

  #measure(first: number): void {
    const count = Math.min(this.#step, this.#nQueries - first);
    const base = { packed: this.#packed, rows: this.#rows, width: this.#width };
    distances(this.#kernels, { block: this.#queries, first, count }, base, this.#out);
    this.#first = first;
    this.#until = first + count;
  }

  /** Gives the memory back. */
  [Symbol.dispose](): void {
    for (const block of [this.#queries, this.#packed, this.#out]) this.#kernels.free(block);
  }
}
