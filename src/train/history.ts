import { Frame } from "../data/frame.ts";
import type { SlopeRule } from "../methods/method.ts";

/** One epoch's losses. */
export interface EpochLosses {
  /** The weighted sum. */
  readonly total: number;
  /** Each term before weighting. */
  readonly terms: Readonly<Record<string, number>>;
  /** Each term's weight. */
  readonly weights: Readonly<Record<string, number>>;
  /** The loss of held-out observations, if the method holds any out. */
  readonly validation?: number | undefined;
}

/**
 * The losses of every epoch of a training, and the curves that early stopping watches.
 *
 * @example
 * ```ts
 * import { History } from "weft/train";
 * import assert from "node:assert/strict";
 *
 * const history = new History();
 * history.add({ total: 3, terms: { recon_rna: 1, recon_adt: 2 }, weights: { recon_rna: 1, recon_adt: 1 } });
 * assert.deepEqual(history.curve("recon_", 10), [3]);
 * assert.deepEqual(history.toFrame().columnNames, ["total", "recon_rna", "recon_adt"]);
 * ```
 */
export class History {
  readonly #epochs: EpochLosses[] = [];

  /** Epochs recorded. */
  get length(): number {
    return this.#epochs.length;
  }

  /** The losses of all epochs, first to last. */
  get epochs(): readonly EpochLosses[] {
    return this.#epochs;
  }

  /** Records the next epoch. */
  add(losses: EpochLosses): void {
    this.#epochs.push(losses);
  }

  /** The last `count` values of the sum of weighted terms whose name begins with `prefix`. */
  curve(prefix: SlopeRule["groups"][number], count: number): number[] {
    return this.#epochs.slice(-count).map(({ terms, weights }) => {
      let sum = 0;
      for (const [name, value] of Object.entries(terms)) if (name.startsWith(prefix)) sum += value * weights[name]!;
      return sum;
    });
  }

  /** A row per epoch, counted from 1: `total`, `validation` if there is one, then each term before weighting; NaN where an epoch lacked it. */
  toFrame(): Frame {
    const names = [...new Set(this.#epochs.flatMap(({ terms }) => Object.keys(terms)))];
    const columns: Record<string, Float64Array> = { total: Float64Array.from(this.#epochs, ({ total }) => total) };
    if (this.#epochs.some(({ validation }) => validation !== undefined)) {
      columns.validation = Float64Array.from(this.#epochs, ({ validation }) => validation ?? NaN);
    }
    for (const name of names) columns[name] = Float64Array.from(this.#epochs, ({ terms }) => terms[name] ?? NaN);
    return new Frame(this.#epochs.map((_, i) => `${i + 1}`), columns, { indexName: "epoch" });
  }
}
