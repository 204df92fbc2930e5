import { checkLength } from "../core/check.ts";
import type { DenseLike } from "./float_array.ts";

/** Throws `Misaligned` unless a matrix has as many elements as its rows and columns say. */
export function checkShape({ data, nRows, nCols }: DenseLike): void {
  checkLength(data.length, nRows * nCols, "the matrix", `nRows × nCols = ${nRows} × ${nCols} says`);
}
