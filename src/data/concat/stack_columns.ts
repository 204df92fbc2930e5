import { BooleanColumn } from "../columns/boolean_column.ts";
import { CategoricalColumn } from "../columns/categorical_column.ts";
import type { Column } from "../columns/column.ts";
import { NullableColumn } from "../columns/nullable_column.ts";
import { NumericColumn } from "../columns/numeric_column.ts";
import { StringColumn } from "../columns/string_column.ts";
import type { Value } from "../columns/value.ts";
import { allocate, type DType, isFloat } from "../dtype.ts";
import { promote } from "../promote.ts";
import { unionCategories } from "./union_categories.ts";

/** One column of a stack: its values, or how many rows lack it. */
export type ColumnPart = Column | { readonly kind: "missing"; readonly length: number };

/**
 * Columns one below the other: categories are united (where they cannot be, their labels stand as plain values), numbers
 * promoted, missing integers become NaN, missing booleans and strings make the column nullable, and columns of different
 * kinds become text.
 */
export function stackColumns(parts: readonly ColumnPart[]): Column {
  const columns = parts.filter((part): part is Column => part.kind !== "missing");
  const united = columns.every((column) => column.kind === "categorical") && unionCategories(columns);
  if (united) return stackCodes(parts, united);
  const kinds = new Set(columns.map(plainKind));
  if (kinds.size > 1 || kinds.has("string")) return stackStrings(parts);
  if (kinds.has("boolean")) return stackFlags(parts);
  return stackNumbers(parts, columns);
}

/** What the values are, of a categorical its labels. */
function plainKind(column: Column): "numeric" | "boolean" | "string" {
  if (column.kind === "categorical") return column.categories.kind;
  return column.kind === "nullable" ? column.values.kind : column.kind;
}

function stackCodes(parts: readonly ColumnPart[], united: CategoricalColumn): CategoricalColumn {
  const codeOf = new Map(united.categories.toArray().map((label, code) => [label, code]));
  const codes = new Int32Array(totalLength(parts)).fill(-1);
  let at = 0;
  for (const part of parts) {
    if (part.kind === "categorical") {
      const to = part.categories.toArray().map((label) => codeOf.get(label)!);
      for (let i = 0; i < part.length; i++) if (part.codes[i]! >= 0) codes[at + i] = to[part.codes[i]!]!;
    }
    at += part.length;
  }
  return new CategoricalColumn(united.categories, codes, { ordered: united.ordered });
}

function stackStrings(parts: readonly ColumnPart[]): Column {
  const values = partValues(parts).map((value) => Number.isNaN(value) ? null : value);
  const mask = Uint8Array.from(values, (value) => value === null ? 1 : 0);
  const strings = new StringColumn(values.map((value) => value === null ? "" : String(value)));
  return mask.includes(1) ? new NullableColumn(strings, mask) : strings;
}

function stackFlags(parts: readonly ColumnPart[]): Column {
  const values = partValues(parts);
  const flags = new BooleanColumn(Uint8Array.from(values, (value) => value === true ? 1 : 0));
  const mask = Uint8Array.from(values, (value) => value === null ? 1 : 0);
  return parts.every(({ kind }) => kind === "boolean") ? flags : new NullableColumn(flags, mask);
}

function stackNumbers(parts: readonly ColumnPart[], columns: readonly Column[]): Column {
  const dtype = columns.map(numericType).reduce(promote);
  const nullable = columns.some(({ kind }) => kind === "nullable");
  const missing = columns.length < parts.length ||
    columns.some((column) => column.kind === "categorical" && column.codes.includes(-1));
  if (nullable) return stackNullable(parts, dtype);
  return new NumericColumn(fillNumbers(parts, missing && !isFloat(dtype) ? "float64" : dtype, NaN));
}

function stackNullable(parts: readonly ColumnPart[], dtype: DType): NullableColumn {
  const mask = Uint8Array.from(partValues(parts), (value) => value === null ? 1 : 0);
  return new NullableColumn(new NumericColumn(fillNumbers(parts, dtype, 0)), mask);
}

function fillNumbers(parts: readonly ColumnPart[], dtype: DType, fill: number): NumericColumn["values"] {
  const values = allocate(dtype, totalLength(parts));
  const big = values instanceof BigInt64Array || values instanceof BigUint64Array;
  partValues(parts).forEach((value, i) => {
    const number = (value ?? fill) as number | bigint;
    values[i] = (big ? BigInt(number) : Number(number)) as never;
  });
  return values;
}

function numericType(column: Column): DType {
  if (column.kind === "nullable") return numericType(column.values);
  if (column.kind === "categorical") return numericType(column.categories);
  return column.kind === "numeric" ? column.dtype : "float64";
}

function partValues(parts: readonly ColumnPart[]): Value[] {
  return parts.flatMap((part) => part.kind === "missing" ? Array<Value>(part.length).fill(null) : part.toArray());
}

function totalLength(parts: readonly ColumnPart[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}
