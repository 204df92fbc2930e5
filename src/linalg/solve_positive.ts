import { cholesky } from "./cholesky.ts";
import { solveTriangular } from "./solve_triangular.ts";

/**
 * Solves `a x = b` for a symmetric positive definite `a` by its Cholesky factor.
 *
 * @param a `n × n`, row major; only the lower triangle is read.
 * @param b Right-hand sides, `n × nRhs`, row major.
 * @param n Order of the matrix.
 * @param nRhs Columns of the right-hand side. Default 1.
 * @returns `x`, `n × nRhs`, row major.
 * @throws {WeftError} `Failed` when `a` is not positive definite, `Misaligned` when lengths do not agree.
 *
 * @example
 * ```ts
 * import { solvePositive } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...solvePositive(Float64Array.of(4, 2, 2, 10), Float64Array.of(8, 22), 2)], [1, 2]);
 * ```
 */
export function solvePositive(a: Float64Array, b: Float64Array, n: number, nRhs = 1): Float64Array {
  const factor = cholesky(a, n);
  return solveTriangular(factor, solveTriangular(factor, b, n, { nRhs }), n, { nRhs, transpose: true });
}
