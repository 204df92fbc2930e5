import { checkLength, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnDataPatch, AxisArray } from "./anndata_parts.ts";
import { Frame } from "./frame.ts";
import { type Matrix, takeColumns, takeRows } from "./matrix.ts";
import { mapSlots, readyEntries, type Slots } from "./slots.ts";

/** Row and column of a matrix named; an axis left out is kept whole. */
export function cutMatrix<M extends Matrix>(matrix: M, rows?: Int32Array, columns?: Int32Array): M {
  const cut = rows ? takeRows(matrix, rows) : matrix;
  return columns ? takeColumns(cut, columns) : cut;
}

/** Rows of every entry of `obsm` or `varm`, cut when first asked for. */
export function takeArrays(arrays: Slots<AxisArray>, rows?: Int32Array): Slots<AxisArray> {
  if (!rows) return arrays;
  return mapSlots(arrays, (array) => array.kind === "frame" ? array.takeRows(rows) : takeRows(array, rows));
}

/** Rows and columns of every entry of `obsp` or `varp`, cut when first asked for. */
export function takePairs(pairs: Slots<Matrix>, rows?: Int32Array): Slots<Matrix> {
  return rows ? mapSlots(pairs, (matrix) => cutMatrix(matrix, rows, rows)) : pairs;
}

/** Throws unless every entry that is there already fits its axis; the error names the slot. */
export function checkAxis(axis: "obs" | "var", length: number, arrays: Slots<AxisArray>, pairs: Slots<Matrix>): void {
  for (const [name, array] of readyEntries(arrays)) {
    const slot = `${axis}m[${show(name)}]`;
    checkArray(array, slot);
    checkLength(array.nRows, length, slot, axis);
  }
  for (const [name, matrix] of readyEntries(pairs)) checkShape(matrix, [length, length], `${axis}p[${show(name)}]`);
}

/** Throws unless what lies in a slot is a matrix whose lengths are those of its axes. */
export function checkShape(matrix: Matrix, expected: readonly [number, number], slot: string): void {
  checkArray(matrix, slot);
  checkLength(matrix.nRows, expected[0], `${slot} along its rows`, "the table of its axis");
  checkLength(matrix.nCols, expected[1], `${slot} along its columns`, "the table of its axis");
}

function checkArray(array: AxisArray, slot: string): void {
  if (typeof array === "object" && array !== null && "nRows" in array && "nCols" in array) return;
  throw new WeftError("InvalidArgument", {
    expected: `${slot} to be a Dense, Csr or Csc matrix`,
    found: show(array),
    next: "Make one of rows of numbers with Dense.fromRows(rows).",
  });
}

/** A table without columns whose rows are named "0", "1", …. */
export function defaultFrame(length: number): Frame {
  return new Frame(Array.from({ length }, (_, i) => `${i}`));
}

/** A table with a patch applied: another table, or columns to set and remove; itself without one. */
export function patchFrame(frame: Frame, patch: AnnDataPatch["obs"]): Frame {
  if (patch === undefined) return frame;
  return patch instanceof Frame ? patch : frame.with(patch);
}
