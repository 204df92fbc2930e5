import { WeftError } from "../core/error.ts";

const MAX_SWEEPS = 40;

/**
 * One-sided Jacobi on `columns` (n vectors of length m, one after the other): rotates pairs until all are orthogonal,
 * in place, and returns the product of the rotations in the same layout (n × n). Small singular values come out to
 * full relative precision (Demmel and Veselić 1992).
 */
export function jacobiSvd(columns: Float64Array, m: number, n: number): Float64Array {
  const rotations = new Float64Array(n * n);
  for (let k = 0; k < n; k++) rotations[k * n + k] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let i = 0; i < n - 1; i++) {
      for (let j = i + 1; j < n; j++) {
        let alpha = 0, beta = 0, gamma = 0;
        for (let p = i * m, q = j * m, end = p + m; p < end; p++, q++) {
          const x = columns[p]!, y = columns[q]!;
          alpha += x * x;
          beta += y * y;
          gamma += x * y;
        }
        // A column whose square vanishes is zero next to the others: what is left of exactly dependent columns.
        if (alpha === 0 || beta === 0 || Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha) * Math.sqrt(beta)) continue;
        rotated = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(columns, i * m, j * m, m, c, c * t);
        rotate(rotations, i * n, j * n, n, c, c * t);
      }
    }
    if (!rotated) return rotations;
  }
  throw new WeftError("Failed", {
    expected: `singular values to converge within ${MAX_SWEEPS} sweeps`,
    found: "columns that are not yet orthogonal",
    next: "Check the matrix for values of very different size.",
  });
}

function rotate(x: Float64Array, p: number, q: number, length: number, c: number, s: number): void {
  for (const end = p + length; p < end; p++, q++) {
    const left = x[p]!, right = x[q]!;
    x[p] = c * left - s * right;
    x[q] = s * left + c * right;
  }
}
