import type { LinearOperator } from "../../linalg/linear_operator.ts";
import { randomizedSvd } from "../../linalg/randomized_svd.ts";
import { type Svd, svd } from "../../linalg/svd.ts";
import { lanczosSvd } from "./lanczos_svd.ts";
import { matrixOperator } from "./matrix_operator.ts";
import type { RowMajor } from "../row_major.ts";

/** How principal components are computed: exactly, by a random range finder, or by size. */
export type ComponentSolver = "auto" | "exact" | "randomized";

/** What {@linkcode leadingComponents} needs to know. */
export interface LeadingComponentsOptions {
  /** How many, at most the smaller side. */
  readonly nComps: number;
  /** A row that is subtracted from every row: the means, or zeros. */
  readonly offsets: Float64Array;
  /** `"auto"` is exact up to {@linkcode RANDOMIZED_ABOVE}. */
  readonly solver: ComponentSolver;
  /** Seed of the random start. */
  readonly seed: number;
}

/** Rows plus columns above which `"auto"` is randomized: the exact solver would hold over half a gigabyte of vectors. */
export const RANDOMIZED_ABOVE = 250_000;

// A smaller side up to this, in a matrix of so many values, is decomposed whole.
const SMALL_SIDE = 256;
const SMALL_MATRIX = 20_000_000;

/** Leading singular triplets of `x − 1 offsetsᵀ`; the largest entry of every left vector is positive. */
export function leadingComponents(x: RowMajor, options: LeadingComponentsOptions): Svd {
  const { nComps, offsets, solver, seed } = options;
  const { nRows, nCols } = x;
  const operator = matrixOperator(x, offsets);
  if (solver === "randomized" || (solver === "auto" && nRows + nCols > RANDOMIZED_ABOVE)) {
    return randomizedSvd(operator, { nComps, seed });
  }
  const small = Math.min(nRows, nCols) <= SMALL_SIDE && nRows * nCols <= SMALL_MATRIX;
  return small ? svd(wholeMatrix(operator), { nComps }) : lanczosSvd(operator, { nComps, seed });
}

function wholeMatrix(operator: LinearOperator): { data: Float64Array; nRows: number; nCols: number } {
  const { nRows, nCols } = operator;
  const identity = new Float64Array(nCols * nCols);
  for (let j = 0; j < nCols; j++) identity[j * nCols + j] = 1;
  return { data: operator.apply(identity, nCols), nRows, nCols };
}
