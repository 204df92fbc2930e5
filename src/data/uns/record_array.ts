import { checkLength, examples } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { BooleanColumn } from "../columns/boolean_column.ts";
import type { NumericColumn } from "../columns/numeric_column.ts";
import type { StringColumn } from "../columns/string_column.ts";
import type { Value } from "../columns/value.ts";
import { Dense } from "../dense.ts";

/** One field of a {@linkcode RecordArray}: a column, or rows of numbers where every record holds an array. */
export type RecordField = NumericColumn | BooleanColumn | StringColumn | Dense;

/**
 * An array of records with named fields (numpy's structured arrays, as in `uns["rank_genes_groups"]["names"]`), held
 * as columns.
 *
 * @example
 * ```ts
 * import { RecordArray, StringColumn } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const names = new RecordArray({ "0": new StringColumn(["CD3E", "CD2"]), "1": new StringColumn(["MS4A1", "CD79A"]) });
 * assert.deepEqual(names.row(1), { "0": "CD2", "1": "CD79A" });
 * ```
 */
export class RecordArray {
  /** Tells the kinds of value apart. */
  readonly kind = "record-array";
  /** The fields in their order. */
  readonly fields: ReadonlyMap<string, RecordField>;
  /** Length along each axis. */
  readonly shape: readonly number[];

  /**
   * An array of the given fields.
   *
   * @param fields Fields by name, all of one length; an iterable of pairs keeps the order of names that are integers.
   * @param shape Length along each axis; default one axis.
   * @throws {WeftError} `Misaligned` when lengths differ from each other or from the shape.
   */
  constructor(
    fields: Readonly<Record<string, RecordField>> | Iterable<readonly [string, RecordField]>,
    shape?: readonly number[],
  ) {
    this.fields = new Map(Symbol.iterator in fields ? fields : Object.entries(fields));
    const [first] = this.fields.values();
    const nRecords = shape?.reduce((product, length) => product * length, 1) ?? (first ? lengthOf(first) : 0);
    for (const [name, field] of this.fields) {
      checkLength(lengthOf(field), nRecords, `field '${name}'`, "the other fields");
    }
    this.shape = Object.freeze([...(shape ?? [nRecords])]);
    Object.freeze(this);
  }

  /** Number of records. */
  get length(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }

  /** Names of the fields in their order. */
  get names(): string[] {
    return [...this.fields.keys()];
  }

  /** The field of that name; `NotFound` when there is none. */
  field(name: string): RecordField {
    const field = this.fields.get(name);
    if (field !== undefined) return field;
    throw new WeftError("NotFound", { expected: `a field '${name}'`, found: `fields ${examples(this.names)}` });
  }

  /** Record `i` as an object. */
  row(i: number): Record<string, Value | number[]> {
    const entries = [...this.fields].map((
      [name, field],
    ) => [name, field instanceof Dense ? Array.from(field.row(i), Number) : field.get(i)]);
    return Object.fromEntries(entries);
  }
}

function lengthOf(field: RecordField): number {
  return field instanceof Dense ? field.nRows : field.length;
}
