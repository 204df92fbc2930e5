import { checkInteger, checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import { type Eigen, eigh } from "./eigh.ts";
import { fixSigns } from "./fix_signs.ts";
import { gemm } from "./gemm.ts";
import type { LinearOperator } from "./linear_operator.ts";
import { transpose } from "./transpose.ts";

/** Options of {@linkcode lanczos}. */
export interface LanczosOptions {
  /** How many eigenvalues. Default 6, at most n. */
  readonly nComps?: number;
  /** Residual at which a pair counts as found, relative to the largest eigenvalue. Default 1e-10. */
  readonly tolerance?: number;
  /** Restarts at most. Default 300. */
  readonly maxRestarts?: number;
  /** Seed of the start. Default 0. */
  readonly seed?: number;
}

/** Up to this size the matrix is written out and decomposed whole. */
const SMALL = 200;

/**
 * The eigenvalues of largest magnitude of a symmetric operator, with their vectors: Lanczos with full
 * reorthogonalisation and thick restarts (Wu and Simon 2000). The matrix is only multiplied with; memory is that of
 * `2 nComps + 20` vectors.
 *
 * @param operator Symmetric, `n × n`.
 * @param options Number, tolerance, seed.
 * @returns Eigenvalues in descending order (by value, not by magnitude) and unit vectors, `n × nComps`.
 * @throws {WeftError} `Misaligned` when the operator is not square; `InvalidArgument`; `Failed`, with `maxRestarts` among
 * its fields, when it does not converge.
 *
 * @example
 * ```ts
 * import { denseOperator, lanczos } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const { values } = lanczos(denseOperator({ data: Float64Array.of(2, 1, 1, 2), nRows: 2, nCols: 2 }), { nComps: 1 });
 * assert(Math.abs(values[0]! - 3) < 1e-12);
 * ```
 */
export function lanczos(operator: LinearOperator, options: LanczosOptions = {}): Eigen {
  const n = operator.nRows;
  const { nComps = Math.min(6, n), tolerance = 1e-10, maxRestarts = 300, seed = 0 } = options;
  checkLength(operator.nCols, n, "the columns", "a symmetric operator has rows");
  checkInteger(nComps, "nComps", 0, n);
  const width = Math.min(n, 2 * nComps + 20);
  if (n <= SMALL || width >= n) return whole(operator, nComps);
  return restarted(operator, nComps, width, tolerance, maxRestarts, new Rng(seed).split("lanczos"));
}

function whole(operator: LinearOperator, nComps: number): Eigen {
  const n = operator.nRows;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const { values, vectors } = eigh(operator.apply(identity, n), n);
  return descending(values, byMagnitude(values).subarray(0, nComps), vectors, n);
}

function restarted(
  operator: LinearOperator,
  nComps: number,
  width: number,
  tolerance: number,
  maxRestarts: number,
  rng: Rng,
): Eigen {
  const n = operator.nRows;
  // The basis, one vector a row; the last is that of the residual.
  const basis = new Float64Array((width + 1) * n);
  const vector = (j: number) => basis.subarray(j * n, (j + 1) * n);
  randomUnit(vector(0), rng);
  const projected = new Float64Array(width * width);
  let kept = 0;
  let target = nComps;
  let before: Float64Array = Float64Array.of(Infinity);
  for (let restart = 0; restart < maxRestarts; restart++) {
    let last = 0;
    for (let j = kept; j < width; j++) {
      const image = operator.apply(vector(j), 1);
      const alpha = dot(image, vector(j));
      projected[j * width + j] = alpha;
      orthogonalize(image, basis, j + 1, n);
      last = Math.sqrt(dot(image, image));
      // A space that closes on itself goes on from any vector outside it.
      if (last <= 1e-14) {
        last = 0;
        randomUnit(image, rng);
        orthogonalize(image, basis, j + 1, n);
      }
      const length = Math.sqrt(dot(image, image));
      vector(j + 1).set(image.map((value) => value / length));
      if (j + 1 < width) projected[j * width + j + 1] = projected[(j + 1) * width + j] = last;
    }
    const { values, vectors } = eigh(projected, width);
    const order = byMagnitude(values);
    const scale = Math.abs(values[order[0]!]!);
    const residual = (k: number) => Math.abs(last * vectors[(width - 1) * width + order[k]!]!);
    let found = 0;
    while (found < target && residual(found) <= tolerance * scale) found++;
    const done = found === target;
    const leading = Float64Array.from(order.subarray(0, nComps), (k) => values[k]!);
    const sure = done && leading.every((value, k) => Math.abs(value - before[k]!) <= tolerance * scale);
    const keep = done ? target : Math.min(width - 1, nComps + Math.max(10, (width - nComps) >> 1));
    const ritz = combine(basis, vectors, order.subarray(0, sure ? nComps : keep), width, n);
    if (sure) {
      const columns = transpose({ data: ritz, nRows: nComps, nCols: n }).data as Float64Array;
      return descending(leading, indices(nComps), columns, n);
    }
    // Restart from the best vectors and the residual, which is orthogonal to all of them.
    const next = vector(width).slice();
    basis.set(ritz);
    projected.fill(0);
    for (let k = 0; k < keep; k++) {
      projected[k * width + k] = values[order[k]!]!;
      const coupling = done ? 0 : last * vectors[(width - 1) * width + order[k]!]!;
      projected[k * width + keep] = projected[keep * width + k] = coupling;
    }
    // One start sees but one vector of a repeated eigenvalue: what was found must stand when one more is found beside
    // it from another start.
    if (done) {
      before = leading;
      target = nComps + 1;
      randomUnit(next, rng);
      orthogonalize(next, basis, keep, n);
      const length = Math.sqrt(dot(next, next));
      for (let i = 0; i < n; i++) next[i]! /= length;
    }
    vector(keep).set(next);
    kept = keep;
  }
  throw new WeftError("Failed", {
    expected: `${nComps} eigenvalues to converge within ${maxRestarts} restarts`,
    found: "that they did not",
    next: "Ask for fewer, or for a larger tolerance.",
    maxRestarts,
  });
}

/** The rows `order` of `vectorsᵀ · basis`: Ritz vectors, one a row. */
function combine(
  basis: Float64Array,
  vectors: Float64Array,
  order: Int32Array,
  width: number,
  n: number,
): Float64Array {
  const weights = new Float64Array(order.length * width);
  order.forEach((column, k) => {
    for (let j = 0; j < width; j++) weights[k * width + j] = vectors[j * width + column]!;
  });
  return gemm(weights, basis.subarray(0, width * n), { m: order.length, n, k: width });
}

/** Takes the first `count` rows of the basis out of a vector, twice, which is enough in floating point. */
function orthogonalize(x: Float64Array, basis: Float64Array, count: number, n: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let j = 0; j < count; j++) {
      const row = basis.subarray(j * n, (j + 1) * n);
      const share = dot(x, row);
      for (let i = 0; i < n; i++) x[i]! -= share * row[i]!;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function randomUnit(x: Float64Array, rng: Rng): void {
  for (let i = 0; i < x.length; i++) x[i] = rng.normal();
  const length = Math.sqrt(dot(x, x));
  for (let i = 0; i < x.length; i++) x[i]! /= length;
}

function byMagnitude(values: Float64Array): Int32Array {
  return indices(values.length).sort((a, b) => Math.abs(values[b]!) - Math.abs(values[a]!));
}

function indices(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

/** The chosen pairs by falling value, with signs fixed. */
function descending(values: ArrayLike<number>, chosen: Int32Array, vectors: Float64Array, n: number): Eigen {
  const width = vectors.length / n;
  const order = chosen.slice().sort((a, b) => values[b]! - values[a]!);
  const out = new Float64Array(n * order.length);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < order.length; k++) out[i * order.length + k] = vectors[i * width + order[k]!]!;
  }
  fixSigns(out, n, order.length);
  return { values: Float64Array.from(order, (k) => values[k]!), vectors: out };
}
