import { checkInteger, checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";

/**
 * Cholesky factor of a symmetric positive definite matrix: the lower triangular `l` with `a = l lᵀ`.
 *
 * @param a `n × n`, row major; only the lower triangle is read.
 * @param n Order of the matrix.
 * @returns `l`, `n × n`, row major, zeros above the diagonal.
 * @throws {WeftError} `Misaligned` when `a` does not have n² elements, `Failed` when it is not positive definite.
 *
 * @example
 * ```ts
 * import { cholesky } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...cholesky(Float64Array.of(4, 2, 2, 10), 2)], [2, 0, 1, 3]);
 * ```
 */
export function cholesky(a: Float64Array, n: number): Float64Array {
  checkInteger(n, "n", 0);
  checkLength(a.length, n * n, "the matrix", `n × n = ${n} × ${n} says`);
  const factor = new Float64Array(n * n);
  const pivot = factorize(a, n, factor);
  if (pivot === n) return factor;
  throw new WeftError("Failed", {
    expected: "a positive definite matrix",
    found: `a pivot in row ${pivot} that is not positive and finite`,
    next: "Add a small multiple of the identity, or remove columns that depend on others.",
  });
}

/** Writes the factor into `out`; returns n, or the first row whose pivot is not positive or not finite. */
export function factorize(a: Float64Array, n: number, out: Float64Array): number {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= out[row + k]! * out[other + k]!;
      if (j < i) out[row + j] = sum / out[other + j]!;
      else if (sum > 0 && sum < Infinity) out[row + i] = Math.sqrt(sum);
      else return i;
    }
    out.fill(0, row + i + 1, row + n);
  }
  return n;
}
