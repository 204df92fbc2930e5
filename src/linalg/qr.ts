import { WeftError } from "../core/error.ts";
import { checkShape } from "./check_shape.ts";
import type { DenseLike } from "./float_array.ts";
import { householder, reflectColumns } from "./householder.ts";

/** Orthonormal columns and an upper triangle. */
export interface Qr {
  /** Orthonormal columns, `nRows × nCols`, row major. */
  readonly q: Float64Array;
  /** Upper triangular, `nCols × nCols`, row major. */
  readonly r: Float64Array;
}

/**
 * Thin QR decomposition of a tall matrix, `x = q r`, by Householder reflections: `q` is orthonormal to rounding even
 * when the columns of `x` depend on each other.
 *
 * @param x `nRows × nCols` with `nRows ≥ nCols`.
 * @returns `q` and `r`; the diagonal of `r` may have either sign.
 * @throws {WeftError} `TooSmall` when there are fewer rows than columns, `Misaligned` when `x` does not have
 * `nRows × nCols` elements.
 *
 * @example
 * ```ts
 * import { qr } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const { q, r } = qr({ data: Float64Array.of(3, 4), nRows: 2, nCols: 1 });
 * assert(Math.abs(Math.abs(r[0]!) - 5) < 1e-12);
 * assert(Math.abs(q[1]! * r[0]! - 4) < 1e-12);
 * ```
 */
export function qr(x: DenseLike): Qr {
  const { data, nRows, nCols } = x;
  checkShape(x);
  if (nRows < nCols) {
    throw new WeftError("TooSmall", {
      expected: "at least as many rows as columns",
      found: `${nRows} rows and ${nCols} columns`,
      next: "Decompose the transpose instead.",
    });
  }
  const work = Float64Array.from(data);
  const scales = householder(work, nRows, nCols);
  const q = new Float64Array(nRows * nCols);
  for (let k = 0; k < nCols; k++) q[k * nCols + k] = 1;
  reflectColumns(work, scales, nRows, nCols, q, nCols, "backward");
  const r = new Float64Array(nCols * nCols);
  for (let i = 0; i < nCols; i++) r.set(work.subarray(i * nCols + i, (i + 1) * nCols), i * nCols + i);
  return { q, r };
}
