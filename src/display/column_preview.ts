import type { Column } from "../data/columns/column.ts";
import type { Value } from "../data/columns/value.ts";
import type { UnsValue } from "../data/uns.ts";
import { escapeMarkup } from "../plot/escape_markup.ts";
import { categoryChips } from "./category_chips.ts";
import { formatNumber, shortText } from "./format.ts";

const SHOWN = 5;
const MAX_LENGTH = 24;

/** What a column holds in one line: chips for categories, the range and first values for numbers, else first values. */
export function columnPreview(column: Column, colors: UnsValue | undefined): string {
  if (column.kind === "categorical") return categoryChips(column, colors);
  const n = Math.min(SHOWN, column.length);
  const first = Array.from({ length: n }, (_, i) => escapeMarkup(shortValue(column.get(i)))).join(", ");
  return `<span class="weft-values">${first}${column.length > n ? ", …" : ""}</span>${rangeOf(column)}`;
}

/** Number of rows without a value. */
export function countMissing(column: Column): number {
  if (column.kind === "nullable") return count(column.mask, 1);
  if (column.kind === "categorical") return count(column.codes, -1);
  if (column.kind !== "numeric" || !column.dtype.startsWith("float")) return 0;
  let missing = 0;
  for (const value of column.values) if (value !== value) missing++;
  return missing;
}

function count(values: ArrayLike<number>, wanted: number): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === wanted) found++;
  return found;
}

/** One value as short text. */
export function shortValue(value: Value): string {
  if (typeof value === "number" || typeof value === "bigint") return formatNumber(value);
  if (typeof value !== "string") return value === null ? "missing" : String(value);
  return shortText(value, MAX_LENGTH);
}

function rangeOf(column: Column): string {
  if (column.kind !== "numeric" || column.length <= SHOWN) return "";
  let low: number | bigint | undefined;
  let high: number | bigint | undefined;
  for (const value of column.values) {
    if (low === undefined || value < low) low = value === value ? value : low;
    if (high === undefined || value > high) high = value === value ? value : high;
  }
  if (low === undefined || high === undefined) return "";
  return `<small class="weft-range">${formatNumber(low)} to ${formatNumber(high)}</small>`;
}
