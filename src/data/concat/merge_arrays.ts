import type { AxisArray } from "../anndata_parts.ts";
import { Dense } from "../dense.ts";
import type { Frame } from "../frame.ts";
import { type Matrix, toDense } from "../matrix.ts";
import { rowsByName } from "../selector.ts";
import { type Slots, slots } from "../slots.ts";
import { sameNames } from "./join_names.ts";
import { type Merge, mergeColumns, sameValues, survives } from "./merge_columns.ts";
import { stackRows } from "./stack_rows.ts";

/** One object's part of a merge: its `varm` and the names of its rows. */
export interface MergedPart {
  /** Entries of `varm`. */
  readonly arrays: Slots<AxisArray>;
  /** Names of their rows. */
  readonly index: readonly string[];
}

/** Arrays of the axis that is not concatenated, over its joined names; none without a strategy. */
export function mergeArrays(
  parts: readonly MergedPart[],
  index: readonly string[],
  merge: Merge | null,
): Slots<AxisArray> {
  if (merge === null) return slots();
  const names = [...new Set(parts.flatMap(({ arrays }) => Object.keys(arrays)))];
  const kept = names.flatMap((name) => {
    const found = parts.flatMap((part) => name in part.arrays ? [aligned(part.arrays[name]!, part.index, index)] : []);
    return survives(found, parts.length, merge, sameArrays) ? [[name, found[0]!] as const] : [];
  });
  return slots(Object.fromEntries(kept));
}

function aligned(array: AxisArray, own: readonly string[], index: readonly string[]): AxisArray {
  if (sameNames(own, index)) return array;
  if (array.kind === "frame") return mergeColumns([array], index, "first");
  const rows = rowsByName(own);
  const places = Int32Array.from(index, (name) => rows.get(name) ?? array.nRows);
  return withGap(array, places.includes(array.nRows)).takeRows(places);
}

/** The matrix with a row of missing values after the last, for names that it lacks. */
function withGap(matrix: Matrix, isNeeded: boolean): Matrix {
  if (!isNeeded) return matrix;
  const gap = { matrix: null, nRows: 1, place: null };
  const flat = asRows(matrix);
  const stacked = stackRows([{ matrix: flat, nRows: flat.nRows, place: null }, gap], flat.nCols);
  const [, ...trailing] = matrix.shape;
  return trailing.length === 1 ? stacked : new Dense((stacked as Dense).data, {
    shape: [stacked.nRows, ...trailing],
    dtype: stacked.dtype,
  });
}

/** The matrix itself, or an array of more axes as rows. */
function asRows(matrix: Matrix): Matrix {
  if (matrix.shape.length === 2) return matrix;
  return new Dense(toDense(matrix).data, { shape: [matrix.nRows, matrix.nCols], dtype: matrix.dtype });
}

function sameArrays(a: AxisArray, b: AxisArray): boolean {
  if (a.kind === "frame" || b.kind === "frame") return a.kind === "frame" && b.kind === "frame" && sameTables(a, b);
  if (a.shape.join() !== b.shape.join()) return false;
  const right = toDense(b).data;
  return toDense(a).data.every((value, i) => Object.is(value, right[i]) || value === right[i]);
}

function sameTables(a: Frame, b: Frame): boolean {
  return sameNames(a.columnNames, b.columnNames) &&
    a.columnNames.every((name) => sameValues(a.column(name), b.column(name)));
}
