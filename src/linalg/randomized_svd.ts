import { checkInteger } from "../core/check.ts";
import { Rng } from "../core/rng.ts";
import { fixSigns } from "./fix_signs.ts";
import { gemm } from "./gemm.ts";
import type { LinearOperator } from "./linear_operator.ts";
import { qr } from "./qr.ts";
import { type Svd, svd } from "./svd.ts";

/** Options of {@linkcode randomizedSvd}. */
export interface RandomizedSvdOptions {
  /** How many components. Default 50, at most the smaller side. */
  readonly nComps?: number;
  /** Extra vectors of the random start. Default 10. */
  readonly nOversamples?: number;
  /** Power iterations, each followed by a QR; 7 when `nComps` is below a tenth of the smaller side, else 4. */
  readonly nPowerIterations?: number;
  /** Seed of the random start. Default 0. */
  readonly seed?: number;
}

/**
 * Truncated singular value decomposition by a random range finder with power iterations (Halko, Martinsson and Tropp
 * 2011, algorithms 4.4 and 5.1); reads the matrix only through products with blocks of vectors.
 *
 * @param operator The matrix, `nRows × nCols`: see {@linkcode denseOperator}, {@linkcode csrOperator},
 * {@linkcode centeredOperator}.
 * @param options Components, oversampling, power iterations and seed.
 * @returns `u`, `s`, `v` of the leading components; the largest entry of every column of `u` is positive.
 * @throws {WeftError} `InvalidArgument` when `nComps` is above the smaller side, `BadValues` when products are not finite.
 *
 * @example
 * ```ts
 * import { denseOperator, randomizedSvd } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const a = denseOperator({ data: Float64Array.of(3, 0, 0, 0, 0, 4), nRows: 2, nCols: 3 });
 * assert(Math.abs(randomizedSvd(a, { nComps: 1 }).s[0]! - 4) < 1e-9);
 * ```
 */
export function randomizedSvd(operator: LinearOperator, options: RandomizedSvdOptions = {}): Svd {
  const { nRows, nCols } = operator;
  const smaller = Math.min(nRows, nCols);
  const { nComps = Math.min(50, smaller), nOversamples = 10, seed = 0 } = options;
  const { nPowerIterations = nComps < 0.1 * smaller ? 7 : 4 } = options;
  checkInteger(nComps, "nComps", 0, smaller);
  checkInteger(nOversamples, "nOversamples", 0);
  checkInteger(nPowerIterations, "nPowerIterations", 0);
  const width = Math.min(smaller, nComps + nOversamples);
  const rng = new Rng(seed).split("randomizedSvd");
  const start = Float64Array.from({ length: nCols * width }, () => rng.normal());
  let range = orthonormal(operator.apply(start, width), nRows, width);
  for (let step = 0; step < nPowerIterations; step++) {
    const back = orthonormal(operator.applyTransposed(range, width), nCols, width);
    range = orthonormal(operator.apply(back, width), nRows, width);
  }
  // x ≈ Q Qᵀ x, and Qᵀ x (width × nCols) is small: with xᵀ Q = V s Wᵀ follows x ≈ (Q W) s Vᵀ.
  const inner = svd({ data: operator.applyTransposed(range, width), nRows: nCols, nCols: width }, { nComps });
  const u = gemm(range, inner.v, { m: nRows, n: nComps, k: width });
  const v = inner.u;
  fixSigns(u, nRows, nComps, v);
  return { u, s: inner.s, v, nComps };
}

function orthonormal(data: Float64Array, nRows: number, nCols: number): Float64Array {
  return qr({ data, nRows, nCols }).q;
}
