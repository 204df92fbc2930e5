import { checkLength, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { DISPLAY, type DisplayBundle, displayBundle } from "../core/renderers.ts";
import { type Column, column, type ColumnInput } from "./columns/column.ts";
import { columnType } from "./columns/column_type.ts";
import type { Value } from "./columns/value.ts";
import { mapSlots, patchSlots, type Slots, slots } from "./slots.ts";

/** Further facts of a {@linkcode Frame}. */
export interface FrameOptions {
  /** Name of the index, as pandas keeps it; none by default. */
  readonly indexName?: string | null;
}

/** One row of a {@linkcode Frame} as a record, with its name. */
export type FrameRecord = Record<string, Value> & { readonly index: string };

/**
 * A table of named columns over named rows, such as `obs` and `var`; never changed after it is made.
 *
 * @example
 * ```ts
 * import { Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b"], { total: new Int32Array([3, 4]) });
 * const more = obs.with({ domain: ["x", "y"] });
 * assert.deepEqual(more.columnNames, ["total", "domain"]);
 * assert.deepEqual(more.row(1), { index: "b", total: 4, domain: "y" });
 * assert.deepEqual(obs.columnNames, ["total"]);
 * ```
 */
export class Frame {
  /** Tells a table from matrices. */
  readonly kind = "frame";
  /** Row names. */
  readonly index: readonly string[];
  /** Name of the index, `null` when it has none. */
  readonly indexName: string | null;
  /** Names of the columns, in their order. */
  readonly columnNames: readonly string[];
  /** The columns by name; `columnNames` knows their order, which an object loses for names that are whole numbers. */
  readonly columns: Slots<Column>;

  /**
   * A table of the given columns.
   *
   * @param index Row names; copied.
   * @param columns One value a row each; anything {@linkcode column} takes. Pairs keep the order of any names.
   * @param options `indexName`.
   * @throws {WeftError} `Misaligned` when a column's length is not the number of rows.
   */
  constructor(
    index: readonly string[],
    columns: Readonly<Record<string, ColumnInput>> | Iterable<readonly [string, ColumnInput]> = {},
    { indexName = null }: FrameOptions = {},
  ) {
    this.index = frozen(index);
    this.indexName = indexName;
    const given = Symbol.iterator in columns ? [...columns] : Object.entries(columns);
    const made = given.map(([name, values]) => [name, column(values)] as const);
    for (const [name, { length }] of made) checkLength(length, index.length, `column ${show(name)}`, "the index");
    this.columnNames = Object.freeze([...new Set(made.map(([name]) => name))]);
    this.columns = slots(Object.fromEntries(made));
    Object.freeze(this);
  }

  /**
   * A table from records, such as the rows of a query; columns in the order they are first met, a field that a record
   * lacks is missing.
   *
   * @param records One record a row; `index` names the row ("0", "1", … when no record has it).
   * @throws {WeftError} `BadValues` when a column mixes kinds.
   */
  static from(records: readonly Readonly<Record<string, Value | undefined>>[]): Frame {
    const names = new Set(records.flatMap((record) => Object.keys(record)));
    const index = records.map((record, i) => String(names.has("index") ? record.index : i));
    names.delete("index");
    const columns = [...names].map((name) => [name, records.map((record) => record[name])] as const);
    return new Frame(index, columns);
  }

  /** A frame whose columns are checked already, and may be made when first asked for. */
  static #of(parts: Pick<Frame, "index" | "indexName" | "columnNames" | "columns">): Frame {
    return Object.freeze(Object.assign(Object.create(Frame.prototype), { kind: "frame", ...parts }));
  }

  /** Number of rows. */
  get nRows(): number {
    return this.index.length;
  }

  /** Number of columns. */
  get nCols(): number {
    return this.columnNames.length;
  }

  /** Whether a column is there. */
  has(name: string): boolean {
    return name in this.columns;
  }

  /**
   * A column by name.
   *
   * @throws {WeftError} `NotFound` when it is not there; the error lists those that are.
   */
  column(name: string): Column {
    const found = this.columns[name];
    if (found) return found;
    throw new WeftError("NotFound", {
      expected: `a column ${show(name)}`,
      found: this.columnNames.length === 0
        ? "a table without columns"
        : `the columns ${examples(this.columnNames, 12)}`,
    });
  }

  /** The table with columns set or (by `undefined`) removed; the others are shared. */
  with(patch: Readonly<Record<string, ColumnInput | undefined>>): Frame {
    const made = Object.entries(patch).map(([name, values]) => [name, values && column(values)] as const);
    for (const [name, values] of made) {
      if (values) checkLength(values.length, this.nRows, `column ${show(name)}`, "the index");
    }
    const columns = patchSlots(this.columns, Object.fromEntries(made));
    const names = new Set([...this.columnNames, ...made.map(([name]) => name)]);
    return Frame.#of({ ...this, columns, columnNames: Object.freeze([...names].filter((name) => name in columns)) });
  }

  /** The same columns under other row names. */
  withIndex(index: readonly string[], indexName: string | null = this.indexName): Frame {
    checkLength(index.length, this.nRows, "the new index", "the table");
    return Frame.#of({ ...this, index: frozen(index), indexName });
  }

  /** The rows named, in that order; a column is copied when it is first asked for. */
  takeRows(order: ArrayLike<number>): Frame {
    const index = Object.freeze(Array.from(order, (i) => this.index[i]!));
    return Frame.#of({ ...this, index, columns: mapSlots(this.columns, (values) => values.take(order)) });
  }

  /** Row `i` as a record. */
  row(i: number): FrameRecord {
    const record: Record<string, Value> = { index: this.index[i]! };
    for (const name of this.columnNames) record[name] = this.columns[name]!.get(i);
    return record as FrameRecord;
  }

  /** All rows as records, for a table on a page or a query elsewhere. */
  toRecords(): FrameRecord[] {
    return this.index.map((_, i) => this.row(i));
  }

  /** The shape and the columns with their types, one a line. */
  toString(): string {
    const types = this.columnNames.map((name) => `\n    ${name}: ${columnType(this.columns[name]!)}`);
    return `Frame with n_rows × n_columns = ${this.nRows} × ${this.columnNames.length}${types.join("")}`;
  }

  /** What a notebook shows: the text summary and, once displays are loaded, HTML. */
  [DISPLAY](): DisplayBundle {
    return displayBundle(this.kind, this);
  }
}

/** The names as a list that nobody can change; the caller's own list is not frozen but copied. */
function frozen(names: readonly string[]): readonly string[] {
  return Object.isFrozen(names) ? names : Object.freeze(names.slice());
}
