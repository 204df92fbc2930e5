import type { DType } from "../dtype.ts";

/**
 * One number with the dtype it has on disk, where a JavaScript number cannot tell it: a whole float64, an int32, a float32.
 *
 * @example
 * ```ts
 * import { Scalar } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(3 + Number(new Scalar(3, "float64")), 6);
 * ```
 */
export class Scalar {
  /** Tells the kinds of value apart. */
  readonly kind = "scalar";

  /**
   * A number with its dtype.
   *
   * @param value The number; a bigint where 64 bits are needed.
   * @param dtype Its element type.
   */
  constructor(readonly value: number | bigint, readonly dtype: DType) {
    Object.freeze(this);
  }

  /** The number, so that arithmetic works. */
  valueOf(): number | bigint {
    return this.value;
  }

  /** The number, for JSON (64-bit integers as text when they are not safe). */
  toJSON(): number | string {
    return typeof this.value === "bigint" ? String(this.value) : this.value;
  }
}
