import { checkInteger, checkOneOf } from "../core/check.ts";
import { checkFinite } from "./check_finite.ts";
import { checkShape } from "./check_shape.ts";
import { eigh } from "./eigh.ts";
import { fixSigns } from "./fix_signs.ts";
import type { DenseLike } from "./float_array.ts";
import { gemm } from "./gemm.ts";
import { gram } from "./gram.ts";
import { jacobiSvd } from "./jacobi_svd.ts";
import { qr } from "./qr.ts";
import { safeScale } from "./safe_scale.ts";
import { transpose } from "./transpose.ts";

/** Singular values with their left and right vectors, largest first. */
export interface Svd {
  /** Left singular vectors, `nRows × nComps`, row major: column k belongs to `s[k]`. */
  readonly u: Float64Array;
  /** Singular values in descending order, `nComps`. */
  readonly s: Float64Array;
  /** Right singular vectors, `nCols × nComps`, row major: column k belongs to `s[k]`. */
  readonly v: Float64Array;
  /** How many components there are. */
  readonly nComps: number;
}

/** Options of {@linkcode svd}. */
export interface SvdOptions {
  /** How many components to keep; default all, `min(nRows, nCols)`. */
  readonly nComps?: number;
  /**
   * `"gram"`: eigenvectors of the Gram matrix of the smaller side; fast, singular values below 1e-7 of the largest are
   * noise. `"jacobi"`: one-sided Jacobi after QR; every singular value to full precision. Default: Jacobi up to a
   * smaller side of 96, Gram above.
   */
  readonly method?: "gram" | "jacobi";
}

const JACOBI_LIMIT = 96;
// Below this share of the largest singular value the Gram matrix no longer gives vectors that are orthogonal.
const ORTHOGONAL_ABOVE = 1e-4;

/**
 * Thin singular value decomposition, `x = U diag(s) Vᵀ`, of a tall or wide matrix. Nothing is centred.
 *
 * @param x `nRows × nCols`, float32 or float64; computed in float64.
 * @param options How many components, and by which method.
 * @returns `u`, `s`, `v`; the largest entry of every column of `u` is positive.
 * @throws {WeftError} `BadValues` when `x` holds NaN or infinity, `InvalidArgument` when `nComps` is above the smaller
 * side, `Misaligned` when `x` does not have `nRows × nCols` elements.
 *
 * @example
 * ```ts
 * import { svd } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const { u, s, v } = svd({ data: Float64Array.of(3, 0, 0, 0, 0, 4), nRows: 2, nCols: 3 });
 * assert.deepEqual([...s].map(Math.round), [4, 3]);
 * assert(Math.abs(u[0]! * s[0]! * v[0]! + u[1]! * s[1]! * v[1]! - 3) < 1e-12);
 * ```
 */
export function svd(x: DenseLike, options: SvdOptions = {}): Svd {
  const { nRows, nCols } = x;
  const smaller = Math.min(nRows, nCols);
  const { nComps = smaller, method = smaller <= JACOBI_LIMIT ? "jacobi" : "gram" } = options;
  checkShape(x);
  checkInteger(nComps, "nComps", 0, smaller);
  checkOneOf(method, "method", ["gram", "jacobi"]);
  checkFinite(x.data, "the matrix");
  const decompose = method === "gram" ? byGram : byJacobi;
  const tall = nRows >= nCols;
  const scale = safeScale(x.data);
  const scaled = scale === 1 ? x : { ...x, data: Float64Array.from(x.data, (value) => value * scale) };
  const { long, short, s } = decompose(tall ? scaled : transpose(scaled), nComps);
  const [u, v] = tall ? [long, short] : [short, long];
  fixSigns(u, nRows, nComps, v);
  return { u, s: s.map((value) => value / scale), v, nComps };
}

interface Sides {
  readonly long: Float64Array;
  readonly short: Float64Array;
  readonly s: Float64Array;
}

function byGram(x: DenseLike, nComps: number): Sides {
  const { nRows: m, nCols: n } = x;
  const short = firstColumns(eigh(gram(x), n).vectors, n, n, nComps);
  const long = gemm(Float64Array.from(x.data), short, { m, n: nComps, k: n });
  const s = columnNorms(long, m, nComps);
  const order = Int32Array.from(s.keys()).sort((i, j) => s[j]! - s[i]!);
  const sides = {
    long: takeColumns(long, m, order),
    short: takeColumns(short, n, order),
    s: s.map((_, k) => s[order[k]!]!),
  };
  return { ...sides, long: normalizeColumns(sides.long, m, sides.s) };
}

function byJacobi(x: DenseLike, nComps: number): Sides {
  const { nRows: m, nCols: n } = x;
  const { q, r } = qr(x);
  const columns = transpose({ data: r, nRows: n, nCols: n }).data as Float64Array;
  const rotations = jacobiSvd(columns, n, n);
  const left = transpose({ data: columns, nRows: n, nCols: n }).data as Float64Array;
  const right = transpose({ data: rotations, nRows: n, nCols: n }).data as Float64Array;
  const norms = columnNorms(left, n, n);
  const order = Int32Array.from(norms.keys()).sort((i, j) => norms[j]! - norms[i]!).subarray(0, nComps);
  const s = Float64Array.from(order, (k) => norms[k]!);
  const core = normalizeColumns(takeColumns(left, n, order), n, s);
  return { long: gemm(q, core, { m, n: nComps, k: n }), short: takeColumns(right, n, order), s };
}

function columnNorms(x: Float64Array, m: number, n: number): Float64Array {
  const sums = new Float64Array(n);
  for (let i = 0, at = 0; i < m; i++) {
    for (let k = 0; k < n; k++, at++) sums[k]! += x[at]! * x[at]!;
  }
  return sums.map(Math.sqrt);
}

/** Divides every column by its norm; where rank runs out, columns are completed to an orthonormal set. */
function normalizeColumns(x: Float64Array, m: number, s: Float64Array): Float64Array {
  const n = s.length;
  const floor = (s[0] ?? 0) * ORTHOGONAL_ABOVE;
  if (n > 0 && !(s[n - 1]! > floor)) {
    const { q, r } = qr({ data: x, nRows: m, nCols: n });
    for (let at = 0; at < q.length; at++) if (r[(at % n) * (n + 1)]! < 0) q[at] = -q[at]!;
    return q;
  }
  for (let at = 0; at < x.length; at++) x[at]! /= s[at % n]!;
  return x;
}

function firstColumns(x: Float64Array, m: number, n: number, count: number): Float64Array {
  return count === n ? x : takeColumns(x, m, Int32Array.from({ length: count }, (_, k) => k));
}

function takeColumns(x: Float64Array, m: number, order: Int32Array): Float64Array {
  const n = x.length / Math.max(1, m);
  const out = new Float64Array(m * order.length);
  for (let i = 0, at = 0; i < m; i++) {
    for (let k = 0; k < order.length; k++) out[at++] = x[i * n + order[k]!]!;
  }
  return out;
}
