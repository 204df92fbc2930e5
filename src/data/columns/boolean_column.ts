import { takeElements } from "../dtype.ts";
import type { ColumnLike } from "./value.ts";

/**
 * A column of true and false, without missing values.
 *
 * @example
 * ```ts
 * import { BooleanColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(new BooleanColumn(new Uint8Array([1, 0])).toArray(), [true, false]);
 * ```
 */
export class BooleanColumn implements ColumnLike {
  /** Tells the kinds of column apart. */
  readonly kind = "boolean";

  /**
   * A column of the given flags.
   *
   * @param values 1 for true, 0 for false; kept, not copied.
   */
  constructor(readonly values: Uint8Array) {
    Object.freeze(this);
  }

  /** Number of rows. */
  get length(): number {
    return this.values.length;
  }

  /** The value in row `i`. */
  get(i: number): boolean {
    return this.values[i] === 1;
  }

  /** The rows named, in that order. */
  take(order: ArrayLike<number>): BooleanColumn {
    return new BooleanColumn(takeElements(this.values, order));
  }

  /** All values. */
  toArray(): boolean[] {
    return Array.from(this.values, (value) => value === 1);
  }
}
