import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import { BooleanColumn } from "../../data/columns/boolean_column.ts";
import type { Column } from "../../data/columns/column.ts";
import { NumericColumn } from "../../data/columns/numeric_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { Dense } from "../../data/dense.ts";
import { StringArray } from "../../data/uns/string_array.ts";
import type { UnsValue } from "../../data/uns.ts";

/** A value that was read as a column: arrays of one axis become columns, columns stay. */
export function columnOf(value: UnsValue, name: string): Column {
  if (value instanceof Dense && value.shape.length === 1) {
    return value.dtype === "bool" ? new BooleanColumn(value.data as Uint8Array) : new NumericColumn(value.data);
  }
  if (value instanceof StringArray && value.shape.length === 1) return new StringColumn(value.values);
  if (isColumn(value)) return value;
  throw new WeftError("Unsupported", {
    expected: `column ${show(name)} to be an array of numbers, booleans or text with one axis, or a categorical`,
    found: show(value),
  });
}

/** Whether a value of `uns` is a column. */
export function isColumn(value: UnsValue): value is Column {
  return typeof value === "object" && value !== null && "kind" in value && "take" in value && "toArray" in value;
}
