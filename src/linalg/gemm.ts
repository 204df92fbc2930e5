import { checkLength } from "../core/check.ts";
import { blockedProduct } from "./blocked_product.ts";
import type { FloatArray } from "./float_array.ts";

/** Sizes and storage of the operands of {@linkcode gemm}. */
export interface GemmShape {
  /** Rows of the result. */
  readonly m: number;
  /** Columns of the result. */
  readonly n: number;
  /** Length of the sums: columns of the first operand, rows of the second. */
  readonly k: number;
  /** The first operand is stored `k × m` and used transposed. Default false. */
  readonly transposeA?: boolean;
  /** The second operand is stored `n × k` and used transposed. Default false. */
  readonly transposeB?: boolean;
}

/**
 * Product of two row-major matrices, `a · b`, `aᵀ · b`, `a · bᵀ` or `aᵀ · bᵀ`, cache-blocked with 4 × 4 register tiles.
 *
 * Sums are kept in float64 for both element types.
 *
 * @param a `m × k` (stored `k × m` with `transposeA`).
 * @param b `k × n` (stored `n × k` with `transposeB`).
 * @param shape Sizes, and which operands are stored transposed.
 * @returns The product, `m × n`, row major, of the type of `a`.
 * @throws {WeftError} `Misaligned` when an array does not have the length its sizes say.
 *
 * @example
 * ```ts
 * import { gemm } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const a = Float64Array.of(1, 2, 3, 4); // 2 × 2
 * assert.deepEqual([...gemm(a, a, { m: 2, n: 2, k: 2 })], [7, 10, 15, 22]);
 * assert.deepEqual([...gemm(a, a, { m: 2, n: 2, k: 2, transposeA: true })], [10, 14, 14, 20]);
 * ```
 */
export function gemm<T extends FloatArray>(a: T, b: FloatArray, shape: GemmShape): T;
/** As above, with the result written into `out`, whose element type need not be that of `a`. */
export function gemm<T extends FloatArray>(a: FloatArray, b: FloatArray, shape: GemmShape, out: T): T;
export function gemm(a: FloatArray, b: FloatArray, shape: GemmShape, out?: FloatArray): FloatArray {
  const { m, n, k, transposeA = false, transposeB = false } = shape;
  checkLength(a.length, m * k, "the first operand", `m × k = ${m} × ${k} says`);
  checkLength(b.length, k * n, "the second operand", `k × n = ${k} × ${n} says`);
  const result = out ?? (a instanceof Float64Array ? new Float64Array(m * n) : new Float32Array(m * n));
  checkLength(result.length, m * n, "the result", `m × n = ${m} × ${n} says`);
  const left = { data: a, rowStride: transposeA ? 1 : k, columnStride: transposeA ? m : 1 };
  const right = { data: b, rowStride: transposeB ? k : 1, columnStride: transposeB ? 1 : n };
  blockedProduct(left, right, m, n, k, result);
  return result;
}
