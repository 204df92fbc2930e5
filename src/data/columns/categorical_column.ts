import { WeftError } from "../../core/error.ts";
import { type NumberArray, takeElements } from "../dtype.ts";
import type { BooleanColumn } from "./boolean_column.ts";
import type { NumericColumn } from "./numeric_column.ts";
import type { StringColumn } from "./string_column.ts";
import type { ColumnLike, Value } from "./value.ts";

/** The values a categorical can take: strings mostly, numbers or booleans if need be. */
export type Categories = StringColumn | NumericColumn | BooleanColumn;

/** Further facts of a {@linkcode CategoricalColumn}. */
export interface CategoricalOptions {
  /** Whether the order of the categories has a meaning; default false. */
  readonly ordered?: boolean;
}

/**
 * A column of labels: each row holds the code of one of the categories, or −1 when missing.
 *
 * @example
 * ```ts
 * import { CategoricalColumn, StringColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const domain = new CategoricalColumn(new StringColumn(["cortex", "medulla"]), new Int32Array([1, 0, -1]));
 * assert.deepEqual(domain.toArray(), ["medulla", "cortex", null]);
 * ```
 */
export class CategoricalColumn implements ColumnLike {
  /** Tells the kinds of column apart. */
  readonly kind = "categorical";
  /** The labels that can occur, in their order. */
  readonly categories: Categories;
  /** Index into the categories, one a row; −1 is missing. */
  readonly codes: Int32Array;
  /** Whether the order of the categories has a meaning. */
  readonly ordered: boolean;

  /**
   * A column of the given codes.
   *
   * @param categories The labels that can occur.
   * @param codes Index into them, one a row; −1 is missing.
   * @param options `ordered`.
   * @throws {WeftError} `Corrupt` when a code points outside the categories.
   */
  constructor(categories: Categories, codes: NumberArray, { ordered = false }: CategoricalOptions = {}) {
    this.categories = categories;
    this.codes = codes instanceof Int32Array ? codes : Int32Array.from(codes);
    this.ordered = ordered;
    const outside = this.codes.findIndex((code) => code < -1 || code >= categories.length);
    if (outside >= 0) {
      throw new WeftError("Corrupt", {
        expected: `codes from -1 to ${categories.length - 1}`,
        found: `${this.codes[outside]} in row ${outside}`,
        where: "a categorical column",
      });
    }
    Object.freeze(this);
  }

  /** Number of rows. */
  get length(): number {
    return this.codes.length;
  }

  /** The label in row `i`, or `null` when missing. */
  get(i: number): Value {
    const code = this.codes[i]!;
    return code < 0 ? null : this.categories.get(code);
  }

  /** The rows named, in that order; all categories stay. */
  take(order: ArrayLike<number>): CategoricalColumn {
    return new CategoricalColumn(this.categories, takeElements(this.codes, order), { ordered: this.ordered });
  }

  /** All labels, missing ones as `null`. */
  toArray(): Value[] {
    return Array.from(this.codes, (code) => code < 0 ? null : this.categories.get(code));
  }
}
