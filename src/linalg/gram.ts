import { checkOneOf } from "../core/check.ts";
import { blockedProduct } from "./blocked_product.ts";
import { checkShape } from "./check_shape.ts";
import type { DenseLike } from "./float_array.ts";

/** Options of {@linkcode gram}. */
export interface GramOptions {
  /** Products of columns (`xᵀx`) or of rows (`xxᵀ`). Default `"columns"`. */
  readonly of?: "columns" | "rows";
}

/**
 * All inner products of the columns (or rows) of a matrix, `xᵀx` (or `xxᵀ`); only one triangle is computed, in float64.
 *
 * @param x `nRows × nCols`, float32 or float64.
 * @param options Columns or rows.
 * @returns The symmetric Gram matrix, `nCols × nCols` (or `nRows × nRows`), row major.
 * @throws {WeftError} `Misaligned` when `x` does not have `nRows × nCols` elements.
 *
 * @example
 * ```ts
 * import { gram } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const x = { data: Float64Array.of(1, 2, 3, 4, 5, 6), nRows: 3, nCols: 2 };
 * assert.deepEqual([...gram(x)], [35, 44, 44, 56]);
 * ```
 */
export function gram(x: DenseLike, options: GramOptions = {}): Float64Array {
  const { data, nRows, nCols } = x;
  const { of = "columns" } = options;
  checkShape(x);
  checkOneOf(of, "of", ["columns", "rows"]);
  const byRows = of === "rows";
  const n = byRows ? nRows : nCols;
  const operand = byRows ? { data, rowStride: nCols, columnStride: 1 } : { data, rowStride: 1, columnStride: nCols };
  const out = new Float64Array(n * n);
  blockedProduct(operand, operand, n, n, byRows ? nCols : nRows, out, true);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  }
  return out;
}
