import { checkLength } from "../../core/check.ts";

/**
 * An array of strings of any rank, row major.
 *
 * @example
 * ```ts
 * import { StringArray } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(new StringArray(["#1f77b4", "#ff7f0e"]).shape, [2]);
 * ```
 */
export class StringArray {
  /** Tells the kinds of value apart. */
  readonly kind = "string-array";
  /** The strings, row after row. */
  readonly values: readonly string[];
  /** Length along each axis. */
  readonly shape: readonly number[];

  /**
   * An array of the given strings.
   *
   * @param values The strings, row after row; kept, not copied.
   * @param shape Length along each axis; default one axis.
   * @throws {WeftError} `Misaligned` when the shape does not hold exactly the strings given.
   */
  constructor(values: readonly string[], shape: readonly number[] = [values.length]) {
    const size = shape.reduce((product, length) => product * length, 1);
    checkLength(values.length, size, "strings", "their shape says");
    this.values = values;
    this.shape = Object.freeze([...shape]);
    Object.freeze(this);
  }

  /** Number of strings. */
  get length(): number {
    return this.values.length;
  }
}
