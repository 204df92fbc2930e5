import { examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Column } from "./columns/column.ts";
import type { Value } from "./columns/value.ts";
import type { Frame, FrameRecord } from "./frame.ts";

/** Consecutive rows: `start` included, `end` excluded. */
export interface Range {
  /** First row; default 0. */
  readonly start?: number;
  /** One past the last row; default all. */
  readonly end?: number;
}

/** Something that stands for rows by their names, such as what was chosen on a map. */
export interface NamedRows {
  /** Names of the rows. */
  readonly names: readonly string[];
}

/**
 * Which rows of an axis to keep: names, indices (negative count from the end), a mask of booleans (a list, or a boolean
 * column), a range, what holds names (a selection of a map), or a question asked of each row of `obs` or `var`. One name
 * or index may stand for itself.
 */
export type Selector =
  | string
  | number
  | readonly string[]
  | readonly number[]
  | Int32Array
  | readonly boolean[]
  | Column
  | Range
  | NamedRows
  | ((row: FrameRecord) => boolean);

/** The rows that a selector keeps, in its order; `axis` names the axis in errors. */
export function selectRows(frame: Frame, selector: Selector, axis: "obs" | "var"): Int32Array {
  if (typeof selector === "function") {
    return Int32Array.from(frame.index.keys().filter((i) => selector(frame.row(i))));
  }
  if (typeof selector === "string") return namedRows([selector], frame, axis);
  if (typeof selector === "number") return Int32Array.of(checkRow(selector, frame.nRows, axis));
  if (isNamedRows(selector)) return namedRows(selector.names, frame, axis);
  if (isColumn(selector)) return maskRows(selector.toArray(), frame.nRows, axis);
  if (isRange(selector)) {
    const { start = 0, end = frame.nRows } = selector;
    return rangeRows(start, end, frame.nRows, axis);
  }
  const list = checkList(selector, axis);
  const first = list.find((value) => value !== null);
  if (typeof first === "boolean") return maskRows(list, frame.nRows, axis);
  if (typeof first === "string") return namedRows(list as readonly string[], frame, axis);
  return Int32Array.from(list as readonly number[], (i) => checkRow(i, frame.nRows, axis));
}

function isNamedRows(selector: unknown): selector is NamedRows {
  return typeof selector === "object" && selector !== null && "names" in selector && Array.isArray(selector.names);
}

function isColumn(selector: unknown): selector is Column {
  return typeof selector === "object" && selector !== null && "kind" in selector && "toArray" in selector;
}

function isRange(selector: unknown): selector is Range {
  if (typeof selector !== "object" || selector === null || ArrayBuffer.isView(selector)) return false;
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(selector));
  return plain && Object.keys(selector).every((key) => key === "start" || key === "end");
}

/** Bytes are refused: they could be a mask as well as rows. */
function checkList(selector: unknown, axis: string): readonly Value[] {
  if (Array.isArray(selector)) return selector;
  if (ArrayBuffer.isView(selector) && !(selector instanceof Uint8Array) && !(selector instanceof DataView)) {
    return selector as unknown as readonly number[];
  }
  throw new WeftError("InvalidArgument", {
    expected: `names, indices, a mask, a range or a question to choose ${axis}`,
    found: show(selector),
    ...(selector instanceof Uint8Array && { next: "Give a mask as booleans: Array.from(mask, Boolean)." }),
  });
}

/** Row of each name; a name that occurs twice in the axis stands for its first row. */
export function rowsByName(index: readonly string[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (let i = index.length - 1; i >= 0; i--) rows.set(index[i]!, i);
  return rows;
}

function namedRows(names: readonly string[], { index }: Frame, axis: string): Int32Array {
  const rows = rowsByName(index);
  const missing = names.filter((name) => !rows.has(name));
  if (missing.length > 0) {
    throw new WeftError("NotFound", {
      expected: `names that occur in ${axis}`,
      found: `${missing.length} of ${names.length} that do not: ${examples(missing)}`,
      next: `Names there look like ${examples(index)}.`,
    });
  }
  return Int32Array.from(names, (name) => rows.get(name)!);
}

function maskRows(mask: readonly Value[], nRows: number, axis: string): Int32Array {
  if (mask.length !== nRows) {
    throw new WeftError("Misaligned", { expected: `a mask of ${nRows} values for ${axis}`, found: `${mask.length}` });
  }
  const wrong = mask.findIndex((value) => typeof value !== "boolean");
  if (wrong >= 0) {
    throw new WeftError("BadValues", {
      expected: `a mask for ${axis} to be true or false everywhere`,
      found: `${show(mask[wrong])} at row ${wrong}`,
    });
  }
  return Int32Array.from(mask.keys().filter((i) => mask[i]!));
}

function rangeRows(start: number, end: number, nRows: number, axis: string): Int32Array {
  const from = checkEdge(start, nRows, axis);
  const to = checkEdge(end, nRows, axis);
  return Int32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function checkEdge(i: number, nRows: number, axis: string): number {
  return i === nRows ? nRows : checkRow(i, nRows, axis);
}

function checkRow(i: number, nRows: number, axis: string): number {
  const row = i < 0 ? i + nRows : i;
  if (Number.isInteger(row) && row >= 0 && row < nRows) return row;
  throw new WeftError("InvalidArgument", { expected: `rows of ${axis} from 0 to ${nRows - 1}`, found: show(i) });
}
