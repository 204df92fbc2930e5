import type { EpochLosses } from "../../train/history.ts";

/** The column of the weighted sum. */
const TOTAL = "total";

/** The losses of a run as one growing table of float32, epochs × terms, so that a row costs next to nothing to add. */
export class Curve {
  #terms: string[] = [TOTAL];
  #weights: number[] = [1];
  #values: Float32Array<ArrayBuffer> = new Float32Array(256);
  #length = 0;

  /** Epochs in it. */
  get length(): number {
    return this.#length;
  }

  /** Names of the columns: `total`, then each term in the order in which it first came. */
  get terms(): readonly string[] {
    return this.#terms;
  }

  /** Weight of each column at the last epoch that had it; 1 for the total. */
  get weights(): readonly number[] {
    return this.#weights;
  }

  /** Adds the next epoch; tells whether that brought columns, so that rows are now longer. */
  add({ total, terms, weights }: EpochLosses): boolean {
    const news = Object.keys(terms).filter((name) => !this.#terms.includes(name));
    if (news.length > 0) this.#widen(news);
    const width = this.#terms.length;
    const at = this.#length * width;
    if (at + width > this.#values.length) this.#move(this.#values.slice(0, at), 2 * (at + width));
    this.#values[at] = total;
    for (let j = 1; j < width; j++) {
      const name = this.#terms[j]!;
      this.#values[at + j] = terms[name] ?? NaN;
      this.#weights[j] = weights[name] ?? this.#weights[j]!;
    }
    this.#length++;
    return news.length > 0;
  }

  /** Rows from one on, as a copy. */
  rows(from = 0): Float32Array<ArrayBuffer> {
    const width = this.#terms.length;
    return this.#values.slice(Math.min(from, this.#length) * width, this.#length * width);
  }

  /** The same columns of another run; NaN where it lacks one. */
  like(losses: readonly EpochLosses[]): Float32Array<ArrayBuffer> {
    const width = this.#terms.length;
    const values = new Float32Array(losses.length * width);
    losses.forEach(({ total, terms }, i) => {
      values[i * width] = total;
      for (let j = 1; j < width; j++) values[i * width + j] = terms[this.#terms[j]!] ?? NaN;
    });
    return values;
  }

  #widen(news: readonly string[]): void {
    const narrow = this.rows();
    const before = this.#terms.length;
    this.#terms = [...this.#terms, ...news];
    this.#weights = [...this.#weights, ...news.map(() => 1)];
    const width = this.#terms.length;
    const wide = new Float32Array(this.#length * width).fill(NaN);
    for (let i = 0; i < this.#length; i++) wide.set(narrow.subarray(i * before, (i + 1) * before), i * width);
    this.#move(wide, Math.max(256, 2 * wide.length));
  }

  #move(values: Float32Array<ArrayBuffer>, room: number): void {
    this.#values = new Float32Array(room);
    this.#values.set(values);
  }
}
