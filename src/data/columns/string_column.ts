import type { ColumnLike } from "./value.ts";

/**
 * A column of strings, without missing values.
 *
 * @example
 * ```ts
 * import { StringColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new StringColumn(["a", "b"]).get(1), "b");
 * ```
 */
export class StringColumn implements ColumnLike {
  /** Tells the kinds of column apart. */
  readonly kind = "string";

  /**
   * A column of the given strings.
   *
   * @param values One string a row; kept, not copied.
   */
  constructor(readonly values: readonly string[]) {
    Object.freeze(this);
  }

  /** Number of rows. */
  get length(): number {
    return this.values.length;
  }

  /** The value in row `i`. */
  get(i: number): string {
    return this.values[i]!;
  }

  /** The rows named, in that order. */
  take(order: ArrayLike<number>): StringColumn {
    return new StringColumn(Array.from(order, (i) => this.values[i]!));
  }

  /** All values. */
  toArray(): string[] {
    return [...this.values];
  }
}
