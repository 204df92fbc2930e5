import type { Column } from "../data/columns/column.ts";
import type { Frame } from "../data/frame.ts";
import type { Matrix } from "../data/matrix.ts";

/** Bytes that a matrix or table holds; strings are counted as two bytes a character of a sample. */
export function bytesOf(value: Matrix | Frame): number {
  if (value.kind !== "frame") return value.nBytes;
  const columns = Object.values(value.columns).reduce((total, column) => total + columnBytes(column), 0);
  return columns + stringBytes(value.index);
}

function columnBytes(column: Column): number {
  if (column.kind === "numeric" || column.kind === "boolean") return column.values.byteLength;
  if (column.kind === "categorical") return column.codes.byteLength + columnBytes(column.categories);
  if (column.kind === "nullable") return column.mask.byteLength + columnBytes(column.values);
  return stringBytes(column.values);
}

const SAMPLE = 1000;

function stringBytes(strings: readonly string[]): number {
  const n = Math.min(SAMPLE, strings.length);
  let characters = 0;
  for (let i = 0; i < n; i++) characters += strings[Math.floor(i * strings.length / n)]!.length;
  return n === 0 ? 0 : Math.round(strings.length * (8 + 2 * characters / n));
}
