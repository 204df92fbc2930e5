import { checkInteger, checkLength } from "../core/check.ts";
import { applyReflectors } from "./apply_reflectors.ts";
import { checkFinite } from "./check_finite.ts";
import { fixSigns } from "./fix_signs.ts";
import { implicitQl } from "./implicit_ql.ts";
import { safeScale } from "./safe_scale.ts";
import { tridiagonalize } from "./tridiagonalize.ts";

/** Eigenvalues and eigenvectors of a symmetric matrix, largest first. */
export interface Eigen {
  /** Eigenvalues in descending order, n. */
  readonly values: Float64Array;
  /** `n × n`, row major; column k is the unit eigenvector of `values[k]`. */
  readonly vectors: Float64Array;
}

/**
 * Eigendecomposition of a symmetric matrix, `a = V diag(values) Vᵀ`: Householder reduction to tridiagonal form, then
 * QL with implicit shifts. O(n³) time, three matrices of memory.
 *
 * @param a `n × n`, row major; only the lower triangle is read.
 * @param n Order of the matrix.
 * @returns Eigenvalues (descending) and eigenvectors; the largest entry of every vector is positive.
 * @throws {WeftError} `Misaligned` when `a` does not have n² elements, `BadValues` when it holds NaN or infinity,
 * `Failed` when an eigenvalue does not converge.
 *
 * @example
 * ```ts
 * import { eigh } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const { values, vectors } = eigh(Float64Array.of(2, 1, 1, 2), 2);
 * assert.deepEqual([...values].map((value) => Math.round(value)), [3, 1]);
 * assert(Math.abs(vectors[0]! - vectors[2]!) < 1e-15); // (1, 1) / √2
 * ```
 */
export function eigh(a: Float64Array, n: number): Eigen {
  checkInteger(n, "n", 0);
  checkLength(a.length, n * n, "the matrix", `n × n = ${n} × ${n} says`);
  checkFinite(a, "the matrix");
  const scale = safeScale(a);
  const reduced = tridiagonalize(scale === 1 ? a : a.map((value) => value * scale), n);
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  implicitQl(reduced.diagonal, reduced.offDiagonal, basis);
  const order = Int32Array.from(reduced.diagonal.keys()).sort((i, j) => reduced.diagonal[j]! - reduced.diagonal[i]!);
  const values = Float64Array.from(order, (k) => reduced.diagonal[k]! / scale);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) vectors[i * n + k] = basis[i * n + order[k]!]!;
  }
  applyReflectors(reduced, vectors, n, n);
  fixSigns(vectors, n, n);
  return { values, vectors };
}
