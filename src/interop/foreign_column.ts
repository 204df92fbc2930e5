import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { type Column, column, type ColumnInput } from "../data/columns/column.ts";
import type { Value } from "../data/columns/value.ts";

/** A column from values of another library: dates become ISO text, `undefined` and NaN among text are missing. */
export function foreignColumn(values: ArrayLike<unknown>, name: string): Column {
  if (ArrayBuffer.isView(values)) return column(values as unknown as ColumnInput);
  const list = Array.from(values, (value) => value instanceof Date ? value.toISOString() : value ?? null);
  const text = list.some((value) => typeof value === "string" || typeof value === "boolean");
  return column(list.map((value) => text && Number.isNaN(value) ? null : plain(value, name)));
}

function plain(value: unknown, name: string): Value {
  if (value === null || ["number", "bigint", "string", "boolean"].includes(typeof value)) return value as Value;
  throw new WeftError("BadValues", {
    expected: "numbers, text, booleans or dates",
    found: show(value),
    where: `column ${show(name)}`,
  });
}
