import { checkLength } from "../../core/check.ts";

/**
 * One complex number.
 *
 * @example
 * ```ts
 * import { Complex } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new Complex(1, 2).im, 2);
 * ```
 */
export class Complex {
  /** Tells the kinds of value apart. */
  readonly kind = "complex";

  /**
   * A complex number of its two parts.
   *
   * @param re Real part.
   * @param im Imaginary part.
   * @param dtype `complex128` (default) or `complex64`.
   */
  constructor(readonly re: number, readonly im: number, readonly dtype: "complex64" | "complex128" = "complex128") {
    Object.freeze(this);
  }
}

/**
 * An array of complex numbers, row major.
 *
 * @example
 * ```ts
 * import { ComplexArray } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const z = new ComplexArray(new Float64Array([1, 2, 3, 4]), [2]);
 * assert.deepEqual(z.get(1), { re: 3, im: 4 });
 * ```
 */
export class ComplexArray {
  /** Tells the kinds of value apart. */
  readonly kind = "complex-array";
  /** Real and imaginary parts in turn. */
  readonly values: Float32Array | Float64Array;
  /** Length along each axis. */
  readonly shape: readonly number[];

  /**
   * An array over the given parts.
   *
   * @param values Real and imaginary parts in turn; kept, not copied.
   * @param shape Length along each axis.
   * @throws {WeftError} `Misaligned` when the shape does not hold exactly the elements given.
   */
  constructor(values: Float32Array | Float64Array, shape: readonly number[]) {
    const size = shape.reduce((product, length) => product * length, 1);
    checkLength(values.length, 2 * size, "complex values", "twice its shape says");
    this.values = values;
    this.shape = Object.freeze([...shape]);
    Object.freeze(this);
  }

  /** Element type. */
  get dtype(): "complex64" | "complex128" {
    return this.values instanceof Float32Array ? "complex64" : "complex128";
  }

  /** The element at a position in row-major order. */
  get(position: number): { re: number; im: number } {
    return { re: this.values[2 * position]!, im: this.values[2 * position + 1]! };
  }
}
