import { categorical } from "./categorical.ts";
import type { Column } from "./column.ts";

/** Labels as integers. */
export interface Codes {
  /** Index into `categories`, one a row; −1 is missing. */
  readonly codes: Int32Array;
  /** The labels, as text. */
  readonly categories: readonly string[];
}

/**
 * The labels of any column as integer codes; a categorical keeps the order of its categories.
 *
 * @param column Any column.
 * @returns Codes and the labels they stand for; missing values and NaN have code −1.
 *
 * @example
 * ```ts
 * import { codesOf, column } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...codesOf(column(["b", "a", "b"])).codes], [1, 0, 1]);
 * ```
 */
export function codesOf(column: Column): Codes {
  const labels = column.kind === "categorical"
    ? column
    : categorical(column.toArray().map((value) => Number.isNaN(value) ? null : value));
  return { codes: labels.codes, categories: labels.categories.toArray().map(String) };
}
