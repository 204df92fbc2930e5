import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/** Options of {@linkcode solveTriangular}. */
export interface SolveTriangularOptions {
  /** Solves with `lᵀ` instead of `l`. Default false. */
  readonly transpose?: boolean;
  /** Columns of the right-hand side. Default 1. */
  readonly nRhs?: number;
}

/**
 * Solves `l x = b` (or `lᵀ x = b`) for a lower triangular `l` by substitution.
 *
 * @param factor `l`, `n × n`, row major; only the lower triangle is read.
 * @param b Right-hand sides, `n × nRhs`, row major.
 * @param n Order of the matrix.
 * @param options Which system, and how many right-hand sides.
 * @returns `x`, `n × nRhs`, row major.
 * @throws {WeftError} `Misaligned` when an array does not have the length its sizes say, `Failed` when an element of the
 * diagonal is 0.
 *
 * @example
 * ```ts
 * import { solveTriangular } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const l = Float64Array.of(2, 0, 1, 3);
 * assert.deepEqual([...solveTriangular(l, Float64Array.of(4, 8), 2)], [2, 2]);
 * assert.deepEqual([...solveTriangular(l, Float64Array.of(4, 6), 2, { transpose: true })], [1, 2]);
 * ```
 */
export function solveTriangular(
  factor: Float64Array,
  b: Float64Array,
  n: number,
  options: SolveTriangularOptions = {},
): Float64Array {
  const { transpose = false, nRhs = 1 } = options;
  checkLength(factor.length, n * n, "the factor", `n × n = ${n} × ${n} says`);
  checkLength(b.length, n * nRhs, "the right-hand side", `n × nRhs = ${n} × ${nRhs} says`);
  for (let i = 0; i < n; i++) {
    if (factor[i * (n + 1)] !== 0) continue;
    throw new WeftError("Failed", { expected: "a regular triangle", found: `0 on the diagonal in row ${i}` });
  }
  const x = b.slice();
  for (let step = 0; step < n; step++) {
    const i = transpose ? n - 1 - step : step;
    for (let done = 0; done < step; done++) {
      const k = transpose ? n - 1 - done : done;
      const weight = transpose ? factor[k * n + i]! : factor[i * n + k]!;
      if (weight === 0) continue;
      for (let c = 0; c < nRhs; c++) x[i * nRhs + c]! -= weight * x[k * nRhs + c]!;
    }
    for (let c = 0; c < nRhs; c++) x[i * nRhs + c]! /= factor[i * n + i]!;
  }
  return x;
}
