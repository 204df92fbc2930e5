import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { checkFinite } from "./check_finite.ts";
import { checkShape } from "./check_shape.ts";
import type { DenseLike } from "./float_array.ts";
import { householder, reflectColumns } from "./householder.ts";

const RANK_TOLERANCE = 1e-12;

/**
 * Least squares: the coefficients `c` that minimise `‖x c − y‖²`, by Householder QR.
 *
 * @param x Design, `nRows × nCols` with `nRows ≥ nCols`.
 * @param y Responses, `nRows × nRhs`, row major.
 * @param nRhs Columns of `y`. Default 1.
 * @returns Coefficients, `nCols × nRhs`, row major.
 * @throws {WeftError} `Misaligned` when lengths do not agree, `TooSmall` when there are fewer rows than columns,
 * `BadValues` when a number is NaN or infinite, `Failed` when columns of `x` depend on each other.
 *
 * @example A line through three points
 * ```ts
 * import { leastSquares } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const x = { data: Float64Array.of(1, 0, 1, 1, 1, 2), nRows: 3, nCols: 2 };
 * const [intercept, slope] = leastSquares(x, Float64Array.of(1, 3, 5));
 * assert(Math.abs(intercept! - 1) < 1e-12 && Math.abs(slope! - 2) < 1e-12);
 * ```
 */
export function leastSquares(x: DenseLike, y: Float64Array, nRhs = 1): Float64Array {
  const { nRows, nCols } = x;
  checkShape(x);
  checkLength(y.length, nRows * nRhs, "the responses", `nRows × nRhs = ${nRows} × ${nRhs} says`);
  if (nRows < nCols) {
    throw new WeftError("TooSmall", { expected: `at least ${nCols} rows for ${nCols} columns`, found: `${nRows}` });
  }
  checkFinite(x.data, "the design");
  checkFinite(y, "the responses");
  const work = Float64Array.from(x.data);
  const scales = householder(work, nRows, nCols);
  const rhs = y.slice();
  reflectColumns(work, scales, nRows, nCols, rhs, nRhs, "forward");
  const coefficients = new Float64Array(nCols * nRhs);
  for (let i = nCols - 1; i >= 0; i--) {
    const pivot = work[i * nCols + i]!;
    let norm = 0;
    for (let k = 0; k <= i; k++) norm += work[k * nCols + i]! ** 2;
    if (!(Math.abs(pivot) > RANK_TOLERANCE * Math.sqrt(norm))) {
      throw new WeftError("Failed", {
        expected: "columns that do not depend on each other",
        found: `column ${i} to be a combination of the columns before it`,
        next: "Remove constant or repeated columns.",
      });
    }
    for (let c = 0; c < nRhs; c++) {
      let sum = rhs[i * nRhs + c]!;
      for (let k = i + 1; k < nCols; k++) sum -= work[i * nCols + k]! * coefficients[k * nRhs + c]!;
      coefficients[i * nRhs + c] = sum / pivot;
    }
  }
  return coefficients;
}
