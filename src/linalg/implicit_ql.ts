import { WeftError } from "../core/error.ts";

const MAX_SWEEPS = 60;

/**
 * Eigenvalues of a symmetric tridiagonal matrix by QL with implicit shifts (Golub and Van Loan, section 8.3.5), in
 * place in `diagonal`; `z` (n × n, row major) is multiplied by the rotations from the right.
 *
 * The rotations of a sweep are collected and then applied row by row, four rows at a time, so that a row stays in the
 * first-level cache while its whole sweep is done.
 */
export function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, z: Float64Array | null): void {
  const n = diagonal.length;
  const d = diagonal, e = offDiagonal;
  const cosines = new Float64Array(n);
  const sines = new Float64Array(n);
  for (let l = 0; l < n; l++) {
    for (let sweep = 0;; sweep++) {
      let m = l;
      for (; m < n - 1; m++) {
        if (Math.abs(e[m]!) <= Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) break;
      }
      if (m === l) break;
      if (sweep === MAX_SWEEPS) {
        throw new WeftError("Failed", {
          expected: `eigenvalue ${l} to converge within ${MAX_SWEEPS} sweeps`,
          found: `an off-diagonal of ${e[l]}`,
          next: "Check the matrix for NaN and for values of very different size.",
        });
      }
      const first = rotations(d, e, l, m, cosines, sines);
      if (z !== null) rotateColumns(z, n, first, m, cosines, sines);
    }
  }
}

/** One implicit sweep from m up to l; the rotation of columns i, i + 1 is left in cosines[i], sines[i]. */
function rotations(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  cosines: Float64Array,
  sines: Float64Array,
): number {
  const lead = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  const root = Math.hypot(lead, 1);
  let g = d[m]! - d[l]! + e[l]! / (lead + (lead >= 0 ? root : -root));
  let s = 1, c = 1, p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // Underflow splits the block here; what was rotated so far is kept.
      d[i + 1]! -= p;
      e[m] = 0;
      return i + 1;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    cosines[i] = c;
    sines[i] = s;
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
  return l;
}

function rotateColumns(
  z: Float64Array,
  n: number,
  first: number,
  m: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  let row = 0;
  for (; row + 4 <= n; row += 4) {
    let p0 = row * n + m, p1 = p0 + n, p2 = p1 + n, p3 = p2 + n;
    let h0 = z[p0]!, h1 = z[p1]!, h2 = z[p2]!, h3 = z[p3]!;
    for (let i = m - 1; i >= first; i--) {
      const c = cosines[i]!, s = sines[i]!;
      const x0 = z[p0 - 1]!, x1 = z[p1 - 1]!, x2 = z[p2 - 1]!, x3 = z[p3 - 1]!;
      z[p0--] = s * x0 + c * h0;
      z[p1--] = s * x1 + c * h1;
      z[p2--] = s * x2 + c * h2;
      z[p3--] = s * x3 + c * h3;
      h0 = c * x0 - s * h0;
      h1 = c * x1 - s * h1;
      h2 = c * x2 - s * h2;
      h3 = c * x3 - s * h3;
    }
    z[p0] = h0;
    z[p1] = h1;
    z[p2] = h2;
    z[p3] = h3;
  }
  for (; row < n; row++) {
    let at = row * n + m;
    let held = z[at]!;
    for (let i = m - 1; i >= first; i--) {
      const x = z[at - 1]!;
      z[at--] = sines[i]! * x + cosines[i]! * held;
      held = cosines[i]! * x - sines[i]! * held;
    }
    z[at] = held;
  }
}
