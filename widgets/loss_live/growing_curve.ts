import type { LossLiveRows } from "../../src/bridge/protocol/loss_live.ts";

/** The losses as far as the page has them: epochs × terms. */
export class GrowingCurve {
  #values: Float32Array = new Float32Array(0);
  #length = 0;
  #width = 1;

  /** Epochs in it. */
  get length(): number {
    return this.#width === 0 ? 0 : this.#length / this.#width;
  }

  /** All values, epoch after epoch. */
  get values(): Float32Array {
    return this.#values.subarray(0, this.#length);
  }

  /** Begins anew with a whole table. */
  reset(values: Float32Array, nTerms: number): void {
    this.#values = values;
    this.#width = nTerms;
    this.#length = values.length;
  }

  /**
   * Puts rows where they belong. Rows that it has already stay as they are.
   *
   * @returns Whether they fit: `false` when rows before them are missing, or they have other terms.
   */
  take({ from, nTerms }: LossLiveRows, rows: Float32Array): boolean {
    if (nTerms !== this.#width || from > this.length) return false;
    const news = rows.subarray((this.length - from) * nTerms);
    if (news.length === 0) return true;
    if (this.#length + news.length > this.#values.length) this.#grow(this.#length + news.length);
    this.#values.set(news, this.#length);
    this.#length += news.length;
    return true;
  }

  #grow(least: number): void {
    const values = new Float32Array(Math.max(256, 2 * least));
    values.set(this.values);
    this.#values = values;
  }
}
