import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkLength } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Dense } from "../data/dense.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { gemm } from "../linalg/gemm.ts";
import { transportOf } from "./emd.ts";
import { weightsOf } from "./weights.ts";

/** Options of {@linkcode gromovWasserstein}. */
export interface GromovOptions extends Watched {
  /** Mass of every point of the first space, made to sum to 1. Default: all alike. */
  readonly a?: ArrayLike<number> | undefined;
  /** Mass of every point of the second space. Default: all alike. */
  readonly b?: ArrayLike<number> | undefined;
  /** Steps at most. Default 1000. */
  readonly maxIter?: number;
}

/** A way of laying one space onto another. */
export interface GromovPlan {
  /** How much of each point goes to each, `n × m`, float64. */
  readonly plan: Dense;
  /** The loss that is left; 0 when the spaces are alike. */
  readonly distance: number;
}

const TOLERANCE = 1e-12;

/**
 * Gromov–Wasserstein (Peyré, Cuturi and Solomon 2016, squared loss): lays two spaces onto each other by their inner
 * distances alone, min Σ (C_ik − D_jl)² P_ij P_kl, by conditional gradient with exact transport in every step.
 *
 * The search is local and all pairs are held: it is for some hundreds of points.
 *
 * @param c Distances within the first space, `n × n`, symmetric.
 * @param d Distances within the second, `m × m`, symmetric.
 * @param options `a`, `b`, `maxIter`, `signal`, `onProgress`.
 * @returns The plan found and its loss.
 * @throws {WeftError} `Misaligned` when a matrix is not square or masses do not fit; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { gromovWasserstein } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Dense.fromRows([[0, 1, 3], [1, 0, 2], [3, 2, 0]]);
 * const turned = Dense.fromRows([[0, 2, 3], [2, 0, 1], [3, 1, 0]]);
 * const { plan, distance } = gromovWasserstein(line, turned);
 * assert(distance < 1e-9 && plan.get(0, 2) > 0.33);
 * ```
 */
export function gromovWasserstein(c: Dense, d: Dense, options: GromovOptions = {}): GromovPlan {
  const { maxIter = 1000, signal, onProgress } = options;
  checkInteger(maxIter, "maxIter", 1);
  const [n, m] = [c.nRows, d.nRows];
  checkLength(c.nCols, n, "the columns of the first distances", "its rows");
  checkLength(d.nCols, m, "the columns of the second distances", "its rows");
  const [left, right] = [c, d].map((x) => Float64Array.from(x.data as Float64Array, Number)) as [
    Float64Array,
    Float64Array,
  ];
  checkFinite(left, "the first distances");
  checkFinite(right, "the second distances");
  const a = weightsOf(options.a, n, "a");
  const b = weightsOf(options.b, m, "b");
  const plan = Float64Array.from({ length: n * m }, (_, at) => a[Math.floor(at / m)]! * b[at % m]!);
  const fixed = fixedPart(squaresTimes(left, a), squaresTimes(right, b));
  const cross = (p: Float64Array) => gemm(gemm(left, p, { m: n, n: m, k: n }), right, { m: n, n: m, k: m });
  let image = cross(plan);
  let loss = dot(fixed, plan) - 2 * dot(image, plan);
  for (let iter = 0; iter < maxIter; iter++) {
    throwIfAborted(signal, "Gromov–Wasserstein");
    onProgress?.({ stage: "gromov", done: iter, total: maxIter, values: { loss } });
    const slope = fixed.map((value, at) => value - 4 * image[at]!);
    const target = transportOf(slope, n, m, { a, b, signal }).plan.toDense().data as Float64Array;
    const step = target.map((value, at) => value - plan[at]!);
    const moved = cross(step);
    // Along the step the loss is a parabola.
    const curve = -2 * dot(moved, step);
    const tilt = dot(fixed, step) - 4 * dot(image, step);
    const length = curve > 0 ? Math.min(1, Math.max(0, -tilt / (2 * curve))) : Number(curve + tilt < 0);
    const fall = -(curve * length + tilt) * length;
    if (!(fall > TOLERANCE * Math.max(Math.abs(loss), TOLERANCE))) break;
    for (let at = 0; at < plan.length; at++) plan[at]! += length * step[at]!;
    image = image.map((value, at) => value + length * moved[at]!);
    loss -= fall;
  }
  const distance = Math.max(0, dot(fixed, plan) - 2 * dot(cross(plan), plan));
  return { plan: new Dense(plan, { shape: [n, m] }), distance };
}

/** Σ_k x_ik² w_k of every row. */
function squaresTimes(x: Float64Array, w: Float64Array): Float64Array {
  const n = w.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) out[i]! += x[i * n + k]! ** 2 * w[k]!;
  return out;
}

/** The part of the loss that does not depend on which point lies on which. */
function fixedPart(rows: Float64Array, columns: Float64Array): Float64Array {
  const m = columns.length;
  return Float64Array.from({ length: rows.length * m }, (_, at) => rows[Math.floor(at / m)]! + columns[at % m]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
