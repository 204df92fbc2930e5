import { BooleanColumn } from "../../data/columns/boolean_column.ts";
import { categorical } from "../../data/columns/categorical.ts";
import type { Column } from "../../data/columns/column.ts";
import { NumericColumn } from "../../data/columns/numeric_column.ts";
import { StringColumn } from "../../data/columns/string_column.ts";
import { isMissing } from "./parse_number.ts";

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const BOOLEAN = /^(true|false)$/i;

/**
 * Cells of text as the column they look like: int32 or float64 (missing values are NaN), booleans, a categorical where
 * values are missing or repeat, else strings.
 */
export function tableColumn(cells: readonly string[]): Column {
  const missing = cells.map(isMissing);
  const present = cells.filter((_, i) => !missing[i]);
  if (present.length > 0 && present.every((cell) => NUMBER.test(cell))) {
    const values = Float64Array.from(cells, (cell, i) => missing[i] ? NaN : Number(cell));
    const whole = values.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31);
    return new NumericColumn(whole ? Int32Array.from(values) : values);
  }
  if (present.length === cells.length && present.every((cell) => BOOLEAN.test(cell))) {
    return new BooleanColumn(Uint8Array.from(cells, (cell) => Number(cell.toLowerCase() === "true")));
  }
  if (present.length < cells.length || new Set(cells).size < cells.length) {
    return categorical(cells.map((cell, i) => missing[i] ? null : cell));
  }
  return new StringColumn(cells);
}
