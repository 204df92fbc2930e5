import { gemm } from "./gemm.ts";
import type { Tridiagonal } from "./tridiagonalize.ts";

const BLOCK = 48;

/**
 * Applies the reflectors to the columns of `z` (n × m, row major), in place: from the tridiagonal basis back. Blocks of
 * reflectors are applied together as I − V T Vᵀ (Schreiber and Van Loan 1989), so that the work is matrix products.
 */
export function applyReflectors(reduced: Tridiagonal, z: Float64Array, n: number, m: number): void {
  const count = Math.max(0, n - 1);
  for (let end = count; end > 0; end -= Math.min(BLOCK, end)) {
    const first = Math.max(0, end - BLOCK);
    const width = end - first, rows = n - first - 1;
    // Row j of vt is the reflector of column first + j, on the rows below `first`.
    const vt = new Float64Array(width * rows);
    for (let j = 0; j < width; j++) {
      const from = (first + j) * n + first + 1;
      vt.set(reduced.reflectors.subarray(from, from + rows), j * rows);
    }
    const below = z.subarray((first + 1) * m);
    const dots = gemm(vt, below, { m: width, n: m, k: rows });
    const weights = gemm(triangle(vt, reduced.scales.subarray(first, end), rows), dots, { m: width, n: m, k: width });
    const change = gemm(vt, weights, { m: rows, n: m, k: width, transposeA: true });
    for (let at = 0; at < change.length; at++) below[at]! -= change[at]!;
  }
}

/** T of the product H₀ H₁ … = I − V T Vᵀ: upper triangular, built column by column. */
function triangle(vt: Float64Array, scales: Float64Array, rows: number): Float64Array {
  const width = scales.length;
  const inner = gemm(vt, vt, { m: width, n: width, k: rows, transposeB: true });
  const t = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let k = i; k < j; k++) sum += t[i * width + k]! * inner[k * width + j]!;
      t[i * width + j] = -scales[j]! * sum;
    }
    t[j * width + j] = scales[j]!;
  }
  return t;
}
