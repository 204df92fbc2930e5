import { checkLength } from "../core/check.ts";
import { gemm } from "./gemm.ts";
import type { LinearOperator } from "./linear_operator.ts";

/**
 * A {@linkcode LinearOperator} with a row vector subtracted from every row, `A − 1 μᵀ`: centring without making a
 * sparse matrix dense.
 *
 * @param operator `A`, `nRows × nCols`.
 * @param means `μ`, one per column.
 * @returns The centred operator.
 * @throws {WeftError} `Misaligned` when there is not one mean a column.
 *
 * @example
 * ```ts
 * import { centeredOperator, denseOperator } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const a = denseOperator({ data: Float64Array.of(1, 2, 3, 4), nRows: 2, nCols: 2 });
 * assert.deepEqual([...centeredOperator(a, Float64Array.of(2, 3)).apply(Float64Array.of(1, 1), 1)], [-2, 2]);
 * ```
 */
export function centeredOperator(operator: LinearOperator, means: Float64Array): LinearOperator {
  const { nRows, nCols } = operator;
  checkLength(means.length, nCols, "means", "the columns");
  return {
    nRows,
    nCols,
    apply(x, width) {
      const out = operator.apply(x, width);
      const shift = gemm(means, x, { m: 1, n: width, k: nCols });
      for (let i = 0, at = 0; i < nRows; i++) {
        for (let c = 0; c < width; c++, at++) out[at]! -= shift[c]!;
      }
      return out;
    },
    applyTransposed(y, width) {
      const out = operator.applyTransposed(y, width);
      const sums = new Float64Array(width);
      for (let i = 0, at = 0; i < nRows; i++) {
        for (let c = 0; c < width; c++, at++) sums[c]! += y[at]!;
      }
      for (let j = 0, at = 0; j < nCols; j++) {
        for (let c = 0; c < width; c++, at++) out[at]! -= means[j]! * sums[c]!;
      }
      return out;
    },
  };
}
