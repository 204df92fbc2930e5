import type { Column } from "./columns/column.ts";
import type { Csc } from "./csc.ts";
import type { Csr } from "./csr.ts";
import type { Dense } from "./dense.ts";
import type { DType } from "./dtype.ts";
import type { Frame } from "./frame.ts";
import { checkLength } from "../core/check.ts";

/**
 * A number whose dtype JavaScript cannot tell, such as the float64 `3`; plain numbers are written as int64 when whole
 * and as float64 otherwise.
 *
 * @example
 * ```ts
 * import { Scalar } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new Scalar(3, "float64").value, 3);
 * ```
 */
export class Scalar {
  /** Tells the kinds of value apart. */
  readonly kind = "scalar";

  /**
   * @param value The number.
   * @param dtype Its element type on disk.
   */
  constructor(readonly value: number | bigint, readonly dtype: DType) {
    Object.freeze(this);
  }
}

/**
 * A complex number.
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
   * @param re Real part.
   * @param im Imaginary part.
   */
  constructor(readonly re: number, readonly im: number) {
    Object.freeze(this);
  }
}

/**
 * An n-dimensional array of strings in row-major order.
 *
 * @example
 * ```ts
 * import { StringArray } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const colors = new StringArray(["#1f77b4", "#ff7f0e"], [2]);
 * assert.equal(colors.values[1], "#ff7f0e");
 * ```
 */
export class StringArray {
  /** Tells the kinds of value apart. */
  readonly kind = "strings";

  /**
   * @param values All strings, row after row.
   * @param shape Length along each axis.
   * @throws {WeftError} `Misaligned` when the shape does not hold exactly the strings given.
   */
  constructor(readonly values: readonly string[], readonly shape: readonly number[] = [values.length]) {
    checkLength(values.length, shape.reduce((product, length) => product * length, 1), "strings", "their shape says");
    Object.freeze(this);
  }
}

/**
 * A numpy record array: fields of one length, each a column, as `uns["rank_genes_groups"]["names"]`.
 *
 * @example
 * ```ts
 * import { column, RecordArray } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const names = new RecordArray({ g0: column(["CD3E", "CD4"]), g1: column(["MS4A1", "CD19"]) });
 * assert.equal(names.length, 2);
 * ```
 */
export class RecordArray {
  /** Tells the kinds of value apart. */
  readonly kind = "records";
  /** Number of records. */
  readonly length: number;

  /**
   * @param fields The fields by name, all of one length.
   * @throws {WeftError} `Misaligned` when lengths differ.
   */
  constructor(readonly fields: Readonly<Record<string, Column>>) {
    this.length = Object.values(fields)[0]?.length ?? 0;
    for (const [name, { length }] of Object.entries(fields)) {
      checkLength(length, this.length, `field '${name}'`, "the first field");
    }
    Object.freeze(this);
  }
}

/** A nested dictionary in `uns`. */
export interface UnsDict {
  /** An entry by name. */
  readonly [key: string]: UnsValue;
}

/** What `uns` can hold: everything the anndata format can write. */
export type UnsValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Scalar
  | Complex
  | StringArray
  | RecordArray
  | Dense
  | Csr
  | Csc
  | Frame
  | Column
  | UnsDict;
