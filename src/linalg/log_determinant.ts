/**
 * Logarithm of the determinant of `a = l lᵀ` from its Cholesky factor: twice the sum of the logs of the diagonal.
 *
 * @param factor `l` of {@linkcode cholesky}, `n × n`, row major.
 * @param n Order of the matrix.
 * @returns `ln det a`; 0 when n is 0.
 *
 * @example
 * ```ts
 * import { cholesky, logDeterminant } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const factor = cholesky(Float64Array.of(4, 2, 2, 10), 2);
 * assert(Math.abs(logDeterminant(factor, 2) - Math.log(36)) < 1e-15);
 * ```
 */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(factor[i * n + i]!);
  return 2 * sum;
}
