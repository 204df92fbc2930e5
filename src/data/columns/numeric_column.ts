import { type DType, dtypeOf, takeElements, type TypedArray } from "../dtype.ts";
import type { ColumnLike } from "./value.ts";

/**
 * A column of numbers in a typed array; 64-bit integers are bigint.
 *
 * @example
 * ```ts
 * import { NumericColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const counts = new NumericColumn(new Int32Array([3, 1, 2]));
 * assert.equal(counts.get(0), 3);
 * assert.deepEqual(counts.take([2, 0]).toArray(), [2, 3]);
 * ```
 */
export class NumericColumn implements ColumnLike {
  /** Tells the kinds of column apart. */
  readonly kind = "numeric";

  /**
   * A column of the given numbers.
   *
   * @param values One value a row; kept, not copied.
   */
  constructor(readonly values: TypedArray) {
    Object.freeze(this);
  }

  /** Element type. */
  get dtype(): DType {
    return dtypeOf(this.values);
  }

  /** Number of rows. */
  get length(): number {
    return this.values.length;
  }

  /** The value in row `i`. */
  get(i: number): number | bigint {
    return this.values[i]!;
  }

  /** The rows named, in that order. */
  take(order: ArrayLike<number>): NumericColumn {
    return new NumericColumn(takeElements(this.values, order));
  }

  /** All values. */
  toArray(): (number | bigint)[] {
    return Array.from<number | bigint>(this.values);
  }
}
