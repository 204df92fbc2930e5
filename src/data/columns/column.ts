import { WeftError } from "../../core/error.ts";
import { show } from "../../core/check.ts";
import type { TypedArray } from "../dtype.ts";
import { BooleanColumn } from "./boolean_column.ts";
import { CategoricalColumn } from "./categorical_column.ts";
import { NullableColumn } from "./nullable_column.ts";
import { NumericColumn } from "./numeric_column.ts";
import { StringColumn } from "./string_column.ts";
import type { Value } from "./value.ts";

/** A column of a {@linkcode Frame}, of one of five kinds. */
export type Column = NumericColumn | BooleanColumn | StringColumn | CategoricalColumn | NullableColumn;

/** What a column can be made from: a column, a typed array, or values of one kind with `null` or `undefined` for missing. */
export type ColumnInput = Column | TypedArray | readonly (Value | undefined)[];

const KINDS: ReadonlySet<string> = new Set(["number", "bigint", "boolean", "string"]);

/**
 * A column from values: numbers become float64, bigints int64, strings and booleans their own kinds; a missing value
 * makes strings, booleans and bigints nullable and is NaN among numbers.
 *
 * @param values A typed array, a list of values of one kind, or a column, which is returned as it is.
 * @returns The column.
 * @throws {WeftError} `BadValues` when kinds are mixed, or are none of these.
 *
 * @example
 * ```ts
 * import { column } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(column(["a", "b"]).kind, "string");
 * assert.equal(column([true, null]).kind, "nullable");
 * assert.deepEqual(column([1, null]).toArray(), [1, NaN]);
 * ```
 */
export function column(values: ColumnInput): Column {
  if (isColumn(values)) return values;
  if (ArrayBuffer.isView(values)) return new NumericColumn(values as TypedArray);
  const list = values as readonly (Value | undefined)[];
  const first = list.find((value) => value !== null && value !== undefined);
  const type = first === undefined ? "number" : typeof first;
  if (!KINDS.has(type)) {
    throw new WeftError("BadValues", {
      expected: "numbers, bigints, booleans or text",
      found: `${show(first)} in row ${list.indexOf(first)}`,
      next: "Convert the values first, for example dates with toISOString().",
    });
  }
  const wrong = list.findIndex((value) => value !== null && value !== undefined && typeof value !== type);
  if (wrong >= 0) {
    throw new WeftError("BadValues", {
      expected: `values of one kind (${type}, as the first)`,
      found: `${show(list[wrong])} in row ${wrong}`,
      next: "Convert the values first, for example with String().",
    });
  }
  if (type === "number") return new NumericColumn(Float64Array.from(list, (value) => (value ?? NaN) as number));
  const mask = Uint8Array.from(list, (value) => value === null || value === undefined ? 1 : 0);
  const full = filled(type, list);
  return mask.includes(1) ? new NullableColumn(full, mask) : full;
}

function filled(type: string, list: readonly (Value | undefined)[]): NumericColumn | BooleanColumn | StringColumn {
  if (type === "string") return new StringColumn(list.map((value) => (value ?? "") as string));
  if (type === "boolean") return new BooleanColumn(Uint8Array.from(list, (value) => value ? 1 : 0));
  return new NumericColumn(BigInt64Array.from(list, (value) => (value ?? 0n) as bigint));
}

function isColumn(values: ColumnInput): values is Column {
  return "kind" in values && "take" in values;
}
