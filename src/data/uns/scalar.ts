import { WeftError } from "../../core/error.ts";
import { allocate, type DType } from "../dtype.ts";

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
   * @throws {WeftError} `BadValues` for a number that the dtype cannot hold: a fraction or too large for an integer.
   */
  constructor(readonly value: number | bigint, readonly dtype: DType) {
    checkHolds(dtype, value);
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

function checkHolds(dtype: DType, value: number | bigint): void {
  if (dtype.startsWith("float")) return;
  const isWhole = typeof value === "bigint" || Number.isInteger(value);
  if (isWhole && (dtype === "bool" ? [0n, 1n].includes(BigInt(value)) : fits(dtype, BigInt(value)))) return;
  throw new WeftError("BadValues", { expected: `a number that ${dtype} holds`, found: `${value}` });
}

function fits(dtype: DType, value: bigint): boolean {
  const cell = allocate(dtype, 1);
  cell[0] = (cell instanceof BigInt64Array || cell instanceof BigUint64Array ? value : Number(value)) as never;
  return BigInt(cell[0]!) === value;
}
