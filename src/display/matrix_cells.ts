import type { Matrix } from "../data/matrix.ts";
import type { Frame } from "../data/frame.ts";
import { bytesOf } from "./bytes_of.ts";
import { formatBytes, formatCount, formatShape } from "./format.ts";

/** Shape, type with format and share of stored entries, and memory of a matrix or table; values are not looked at. */
export function matrixCells(value: Matrix | Frame): string[] {
  const bytes = formatBytes(bytesOf(value));
  if (value.kind === "frame") return [formatShape([value.nRows, value.columnNames.length]), "table", bytes];
  return [formatShape(value.shape), matrixType(value), bytes];
}

function matrixType(matrix: Matrix): string {
  if (matrix.kind === "dense") return `${matrix.dtype} dense`;
  const size = matrix.nRows * matrix.nCols;
  const share = size === 0 ? "" : `, ${percent(matrix.nnz / size)} stored (${formatCount(matrix.nnz)})`;
  return `${matrix.dtype} ${matrix.kind.toUpperCase()}${share}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
