import type { Column } from "./column.ts";

/**
 * The type of a column in one word, as pandas calls it: `float32`, `string`, `bool`, `category`, `Int64`, `boolean`.
 *
 * @param column Any column.
 * @returns Its type; capitalised numbers and `boolean` can hold missing values.
 *
 * @example
 * ```ts
 * import { categorical, column, columnType } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.equal(columnType(categorical(["a"])), "category");
 * assert.equal(columnType(column([true, null])), "boolean");
 * assert.equal(columnType(column([1n, null])), "Int64");
 * ```
 */
export function columnType(column: Column): string {
  if (column.kind === "numeric") return column.dtype;
  if (column.kind === "boolean") return "bool";
  if (column.kind === "categorical") return "category";
  if (column.kind === "string") return "string";
  const { values } = column;
  if (values.kind === "boolean") return "boolean";
  if (values.kind === "string") return "string";
  return values.dtype.replace(
    /^u?(.)/,
    (start) => start.length === 2 ? `U${start[1]!.toUpperCase()}` : start.toUpperCase(),
  );
}
