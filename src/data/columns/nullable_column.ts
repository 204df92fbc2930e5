import { checkLength } from "../../core/check.ts";
import { takeElements } from "../dtype.ts";
import { BooleanColumn } from "./boolean_column.ts";
import { NumericColumn } from "./numeric_column.ts";
import { StringColumn } from "./string_column.ts";
import type { ColumnLike, Value } from "./value.ts";

/**
 * A column of integers, booleans or strings in which values can be missing (pandas' nullable types).
 *
 * @example
 * ```ts
 * import { NullableColumn, NumericColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const age = new NullableColumn(new NumericColumn(new Int32Array([4, 0])), new Uint8Array([0, 1]));
 * assert.deepEqual(age.toArray(), [4, null]);
 * ```
 */
export class NullableColumn implements ColumnLike {
  /** Tells the kinds of column apart. */
  readonly kind = "nullable";
  /** The values; arbitrary where the mask is 1. */
  readonly values: NumericColumn | BooleanColumn | StringColumn;
  /** 1 where the value is missing. */
  readonly mask: Uint8Array;

  /**
   * A column of the given values and mask.
   *
   * @param values The values; arbitrary where missing.
   * @param mask 1 where the value is missing, else 0; kept, not copied.
   * @throws {WeftError} `Misaligned` when the lengths differ.
   */
  constructor(values: NumericColumn | BooleanColumn | StringColumn, mask: Uint8Array) {
    checkLength(mask.length, values.length, "mask", "the values");
    this.values = values;
    this.mask = mask;
    Object.freeze(this);
  }

  /** Number of rows. */
  get length(): number {
    return this.mask.length;
  }

  /** The value in row `i`, or `null` when missing. */
  get(i: number): Value {
    return this.mask[i] === 1 ? null : this.values.get(i);
  }

  /** The rows named, in that order. */
  take(order: ArrayLike<number>): NullableColumn {
    return new NullableColumn(this.values.take(order), takeElements(this.mask, order));
  }

  /** All values, missing ones as `null`. */
  toArray(): Value[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }
}
