import assert from "node:assert/strict";

import type { ErrorTag } from "../../src/core/error.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import type { Rng } from "../../src/core/rng.ts";
import type { CsrLike, DenseLike } from "../../src/linalg/mod.ts";

/** A matrix of standard normal numbers. */
export function randomMatrix(rng: Rng, nRows: number, nCols: number): DenseLike & { readonly data: Float64Array } {
  return { data: Float64Array.from({ length: nRows * nCols }, () => rng.normal()), nRows, nCols };
}

/** A symmetric matrix of normal numbers, n × n. */
export function randomSymmetric(rng: Rng, n: number): Float64Array {
  const { data } = randomMatrix(rng, n, n);
  return data.map((value, at) => value + data[(at % n) * n + Math.floor(at / n)]!);
}

/** A sparse matrix with about `density` of its entries stored, by rows and as a whole. */
export function randomSparse(
  rng: Rng,
  nRows: number,
  nCols: number,
  density: number,
): { csr: CsrLike; dense: Float64Array } {
  const data: number[] = [], indices: number[] = [], indptr = [0];
  const dense = new Float64Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++) {
      if (rng.uniform() >= density) continue;
      data.push(dense[i * nCols + j] = 1 + rng.uniform());
      indices.push(j);
    }
    indptr.push(data.length);
  }
  return { csr: { nRows, nCols, indptr: Int32Array.from(indptr), indices: Int32Array.from(indices), data }, dense };
}

/** A symmetric positive definite matrix, n × n. */
export function randomPositive(rng: Rng, n: number): Float64Array {
  const m = 3 * n + 2;
  const { data } = randomMatrix(rng, m, n);
  return product(transposed(data, m, n), data, n, n, m);
}

/** A matrix with given singular values (as many as its smaller side). */
export function withSpectrum(rng: Rng, nRows: number, nCols: number, spectrum: readonly number[]): Float64Array {
  const left = orthonormal(rng, nRows, spectrum.length), right = orthonormal(rng, nCols, spectrum.length);
  const out = new Float64Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++) {
      spectrum.forEach((value, k) => out[i * nCols + j]! += left[k]![i]! * value * right[k]![j]!);
    }
  }
  return out;
}

function orthonormal(rng: Rng, length: number, count: number): Float64Array[] {
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const next = Float64Array.from({ length }, () => rng.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) {
        const dot = next.reduce((sum, value, i) => sum + value * other[i]!, 0);
        next.forEach((_, i) => next[i]! -= dot * other[i]!);
      }
    }
    const norm = Math.hypot(...next);
    vectors.push(next.map((value) => value / norm));
  }
  return vectors;
}

/** The product of two row-major matrices, by the definition. */
export function product(a: ArrayLike<number>, b: ArrayLike<number>, m: number, n: number, k: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let p = 0; p < k; p++) out[i * n + j]! += a[i * k + p]! * b[p * n + j]!;
    }
  }
  return out;
}

/** The transpose of an m × n matrix, by the definition. */
export function transposed(a: ArrayLike<number>, m: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => a[(at % m) * n + Math.floor(at / m)]!);
}

/** Fails unless all elements agree to `tolerance`. */
export function assertClose(
  got: ArrayLike<number>,
  want: ArrayLike<number>,
  tolerance: number,
  what = "elements",
): void {
  assert.equal(got.length, want.length, `${what}: length`);
  for (let i = 0; i < got.length; i++) {
    const difference = Math.abs(got[i]! - want[i]!);
    assert(difference <= tolerance, `${what}: ${got[i]} is not ${want[i]} at ${i} (off by ${difference})`);
  }
}

/** Fails unless the columns of an m × n matrix are orthonormal. */
export function assertOrthonormal(q: Float64Array, m: number, n: number, tolerance = 1e-12): void {
  const identity = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
  assertClose(product(transposed(q, m, n), q, n, n, m), identity, tolerance, "orthonormal columns");
}

/** Fails unless `action` throws a WeftError with a tag and a message. */
export function assertThrows(action: () => unknown, tag: ErrorTag, message: RegExp, what = "call"): void {
  assert.throws(action, (error) => {
    assert(isWeftError(error, tag), `${what}: expected a ${tag}, got ${error}`);
    assert.match(error.message, message);
    return true;
  });
}
