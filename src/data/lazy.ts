/**
 * A value made when it is first asked for, then kept, such as an X still to be read from its file.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame, Lazy } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * let reads = 0;
 * const X = new Lazy(() => (reads++, Dense.zeros(2, 1)));
 * const adata = new AnnData({ X, obs: new Frame(["a", "b"]), var: new Frame(["g"]) });
 * assert.equal(reads, 0);
 * assert.equal(adata.X?.nRows, 2);
 * assert.equal(reads, 1);
 * ```
 */
export class Lazy<T> {
  #make: (() => T) | undefined;
  #value: T | undefined;

  /**
   * A value still to be made.
   *
   * @param make Makes the value; called once at most.
   */
  constructor(make: () => T) {
    this.#make = make;
  }

  /** A value that is there already. */
  static of<T>(value: T): Lazy<T> {
    const lazy = new Lazy(() => value);
    lazy.#make = undefined;
    lazy.#value = value;
    return lazy;
  }

  /** Whether the value has been made. */
  get ready(): boolean {
    return this.#make === undefined;
  }

  /** The value. */
  get value(): T {
    if (this.#make) {
      this.#value = this.#make();
      this.#make = undefined;
    }
    return this.#value as T;
  }
}
