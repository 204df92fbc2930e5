import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { categorical } from "../data/columns/categorical.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import type { Column } from "../data/columns/column.ts";

/**
 * One label a row: an array or typed array of any values, or a column of a table.
 *
 * Labels are opaque: only which rows share one counts. `null`, `undefined` and NaN are missing; every metric leaves out
 * the rows that miss a label it needs.
 */
export type Labels = ArrayLike<string | number | bigint | boolean | null | undefined> | Column;

/** Labels as integers from 0 without gaps. */
export interface LabelCodes {
  /** Index into `names`, one a row; −1 is missing. */
  readonly codes: Int32Array;
  /** The labels that occur, in order: a categorical's own order, numbers by value, text by code point. */
  readonly names: readonly string[];
}

/** The labels as integer codes; categories that no row has are dropped. */
export function labelCodes(labels: Labels): LabelCodes {
  const { codes, categories } = codesOf(isColumn(labels) ? labels : categorical(withoutNaN(labels)));
  const occurs = new Uint8Array(categories.length);
  for (const code of codes) if (code >= 0) occurs[code] = 1;
  const dense = new Int32Array(categories.length);
  let next = 0;
  for (let k = 0; k < categories.length; k++) dense[k] = occurs[k] ? next++ : -1;
  return {
    codes: Int32Array.from(codes, (code) => code < 0 ? -1 : dense[code]!),
    names: categories.filter((_, k) => occurs[k] === 1),
  };
}

/** Number of rows per code, missing ones not counted. */
export function codeSizes({ codes, names }: LabelCodes): Int32Array {
  const sizes = new Int32Array(names.length);
  for (const code of codes) if (code >= 0) sizes[code]!++;
  return sizes;
}

/** The labels as numbers, for statistics that depend on the numbering; missing ones are NaN. */
export function labelNumbers(labels: Labels): Float64Array {
  const { codes, names } = labelCodes(labels);
  const values = names.map(Number);
  const wrong = names.find((_, k) => !Number.isFinite(values[k]!));
  if (wrong !== undefined) {
    throw new WeftError("BadValues", {
      expected: "labels that are numbers",
      found: `'${wrong}'`,
      next: 'Use the mode "oneHot", which does not depend on how clusters are numbered.',
    });
  }
  return Float64Array.from(codes, (code) => code < 0 ? NaN : values[code]!);
}

/** Rows that have a label, ascending. */
export function labelledRows(codes: Int32Array): Int32Array {
  return Int32Array.from(codes.keys()).filter((i) => codes[i]! >= 0);
}

/** The rows of every code, ascending; only those that are `wanted`. */
export function rowsOfCodes({ codes, names }: LabelCodes, wanted: (row: number) => boolean = () => true): Int32Array[] {
  const rows = names.map((): number[] => []);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0 && wanted(i)) rows[codes[i]!]!.push(i);
  return rows.map((list) => Int32Array.from(list));
}

/** Throws `Misaligned` unless there is one label a row. */
export function checkLabels(labels: Labels, nRows: number, against: string): void {
  checkLength(labels.length, nRows, "labels", against);
}

function isColumn(labels: Labels): labels is Column {
  return "kind" in labels && "take" in labels;
}

function withoutNaN(labels: Exclude<Labels, Column>): (string | number | bigint | boolean | null | undefined)[] {
  return Array.from(labels, (label) => Number.isNaN(label) ? null : label);
}
