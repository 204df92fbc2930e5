import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { NumberArray } from "../data/dtype.ts";
import type { Matrix } from "../data/matrix.ts";
import { matrixOf } from "./matrix_of.ts";
import { numbersOf, type RowMajor, rowMajor } from "./row_major.ts";

/** Options of every verb that works on counts. */
export interface CountsOptions {
  /** Where the counts are: a name in `layers`, or `"X"`. Default: `layers["counts"]` where there is one, else `X`. */
  readonly layer?: string;
  /** Takes values that are not whole numbers (fractions, logged values) as they are. Default false. */
  readonly allowNonCounts?: boolean;
}

/** Name of the layer that a verb working on counts reads. */
export function countsLayer(adata: AnnData, layer: string | undefined): string {
  return layer ?? ("counts" in adata.layers ? "counts" : "X");
}

/**
 * The counts a call works on, by rows, checked: no NaN, nothing negative, and whole numbers unless told otherwise.
 *
 * @param call As it is shown in errors: `clr()`.
 */
export function countsOf(adata: AnnData, call: string, options: CountsOptions): RowMajor {
  const layer = countsLayer(adata, options.layer);
  const where = layer === "X" ? "X" : `layers["${layer}"]`;
  const counts = rowMajor(matrixOf(adata, layer));
  checkNonNegative(counts.data, call, where);
  if (options.allowNonCounts) return counts;
  const wrong = firstFraction(counts.data);
  if (wrong < 0) return counts;
  const logged = layer === "X" && adata.uns.log1p !== undefined;
  throw new WeftError("BadValues", {
    expected: `counts (whole numbers) for ${call}`,
    found: `${counts.data[wrong]}${logged ? " in data that log1p() has already transformed" : ""}`,
    where,
    next:
      "Name the layer that holds the counts with layer, or pass allowNonCounts: true to use these values as they are.",
  });
}

/** Throws when a value is negative, NaN or infinite. */
export function checkNonNegative(values: NumberArray, call: string, where: string): void {
  const wrong = firstUnusable(values);
  if (wrong < 0) return;
  const value = values[wrong]!;
  throw new WeftError("BadValues", {
    expected: `finite values ≥ 0 for ${call}`,
    found: `${value}`,
    where,
    next: value < 0
      ? "Negative values come from centring or correction: name the layer that holds the counts with layer."
      : "Remove or fill such values first.",
  });
}

/** The layers to add so that counts stay reachable when `X` is replaced: `X` itself, when it is counts and none are kept. */
export function keptCounts(adata: AnnData): { readonly counts?: Matrix } {
  if ("counts" in adata.layers || !adata.X) return {};
  return isCounts(adata.X) ? { counts: adata.X } : {};
}

/** Whether every value is a whole number ≥ 0. */
export function isCounts(matrix: Matrix): boolean {
  const values = numbersOf(matrix.data);
  return firstFraction(values) < 0 && firstUnusable(values) < 0;
}

function firstFraction(values: NumberArray): number {
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!;
    if (value - Math.floor(value) !== 0) return p;
  }
  return -1;
}

function firstUnusable(values: NumberArray): number {
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!;
    if (!(value >= 0 && value < Infinity)) return p;
  }
  return -1;
}
