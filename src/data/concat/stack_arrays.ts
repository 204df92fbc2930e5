import { show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { AxisArray } from "../anndata_parts.ts";
import type { Frame } from "../frame.ts";
import { type Matrix, toDense } from "../matrix.ts";
import { Dense } from "../dense.ts";
import { type Slots, slots } from "../slots.ts";
import { type Join, joinNames } from "./join_names.ts";
import { stackFrames } from "./stack_frames.ts";
import { stackRows } from "./stack_rows.ts";

/** One part of a stack: its entries and its number of rows. */
export interface ArraysPart {
  /** Entries of `obsm`. */
  readonly arrays: Slots<AxisArray>;
  /** Number of rows of each. */
  readonly nRows: number;
}

/** The entries of `obsm` one below the other; columns of matrices are joined by position, those of tables by name. */
export function stackArrays(
  parts: readonly ArraysPart[],
  index: readonly string[],
  join: Join,
  fillValue?: number,
): Slots<AxisArray> {
  const names = joinNames(parts.map(({ arrays }) => Object.keys(arrays)), join);
  const stacked = names.map((name) => {
    const entries = parts.map(({ arrays, nRows }) => ({ array: arrays[name] ?? null, nRows }));
    return [name, stackEntries(name, entries, index, join, fillValue)] as const;
  });
  return slots(Object.fromEntries(stacked));
}

interface Entry {
  readonly array: AxisArray | null;
  readonly nRows: number;
}

function stackEntries(
  name: string,
  entries: readonly Entry[],
  index: readonly string[],
  join: Join,
  fillValue: number | undefined,
): AxisArray {
  const present = entries.flatMap(({ array }) => array ?? []);
  const nTables = present.filter(({ kind }) => kind === "frame").length;
  if (nTables === present.length) {
    return stackFrames(entries.map(({ array, nRows }) => (array as Frame | null) ?? nRows), index, join);
  }
  if (nTables > 0) throw mixed(name);
  const matrices = present as Matrix[];
  const deep = matrices.find(({ shape }) => shape.length !== 2);
  if (deep) return stackDeep(name, matrices, entries);
  const widths = matrices.map(({ nCols }) => nCols);
  const nCols = join === "inner" ? Math.min(...widths) : Math.max(...widths);
  const layers = entries.map(({ array, nRows }) => {
    const matrix = array as Matrix | null;
    const place = matrix && matrix.nCols > nCols
      ? Int32Array.from({ length: matrix.nCols }, (_, j) => j < nCols ? j : -1)
      : null;
    return { matrix, nRows, place };
  });
  return stackRows(layers, nCols, fillValue);
}

/** Arrays of another rank than two: only alike ones, none missing, can be stacked. */
function stackDeep(name: string, matrices: readonly Matrix[], entries: readonly Entry[]): Dense {
  const trailing = matrices.map(({ shape }) => shape.slice(1));
  const alike = trailing.every((shape) => shape.join() === trailing[0]!.join());
  if (!alike || matrices.length < entries.length) {
    throw new WeftError("Misaligned", {
      expected: `obsm[${show(name)}] to have the same trailing shape in every object`,
      found: alike ? "objects without it" : trailing.map((shape) => shape.join(" × ") || "none").join(" and "),
    });
  }
  const layers = matrices.map((matrix) => {
    const dense = toDense(matrix);
    const flat = new Dense(dense.data, { shape: [dense.nRows, dense.nCols], dtype: dense.dtype });
    return { matrix: flat, nRows: flat.nRows, place: null };
  });
  const { data, dtype, nRows } = stackRows(layers, layers[0]!.matrix.nCols) as Dense;
  return new Dense(data, { shape: [nRows, ...trailing[0]!], dtype });
}

function mixed(name: string): WeftError {
  return new WeftError("Unsupported", {
    expected: `obsm[${show(name)}] to be a matrix or a table in every object`,
    found: "a table in some and a matrix in others",
  });
}
