import { WeftError } from "../core/error.ts";

const MAX_SWEEPS = 60;
/**
 * After so many sweeps a coupling counts as none that is rounding beside the whole matrix: in one of low rank the rest
 * of the spectrum is rounding itself, and need not ever be small beside its neighbours.
 */
const PATIENCE = 8;

// So many rotations are collected before they are applied: 2 MiB, which a row group meets again and again from cache.
const BATCH = 1 << 17;

/** Rotations of several sweeps, one after the other, waiting to be applied. */
interface Batch {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** Pairs (first, last column) of each sweep. */
  readonly spans: number[];
  length: number;
}

/**
 * Eigenvalues of a symmetric tridiagonal matrix by QL with implicit shifts (Golub and Van Loan, section 8.3.5), in
 * place in `diagonal`; `z` (n columns, any number of rows, row major) is multiplied by the rotations from the right.
 *
 * The rotations of many sweeps are collected and then applied four rows at a time, so that these rows stay in the
 * first-level cache while all of it is done to them.
 */
export function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, z: Float64Array): void {
  const n = diagonal.length;
  const d = diagonal, e = offDiagonal;
  const size = Math.max(BATCH, n);
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i]!) + Math.abs(e[i]!));
  const batch: Batch = { cosines: new Float64Array(size), sines: new Float64Array(size), spans: [], length: 0 };
  for (let l = 0; l < n; l++) {
    for (let sweep = 0;; sweep++) {
      let m = l;
      const floor = sweep < PATIENCE ? 0 : norm;
      for (; m < n - 1; m++) {
        if (Math.abs(e[m]!) <= Number.EPSILON * Math.max(floor, Math.abs(d[m]!) + Math.abs(d[m + 1]!))) break;
      }
      if (m === l) break;
      if (sweep === MAX_SWEEPS) {
        throw new WeftError("Failed", {
          expected: `eigenvalue ${l} to converge within ${MAX_SWEEPS} sweeps`,
          found: `an off-diagonal of ${e[l]}`,
          next: "Check the matrix for values of very different size.",
        });
      }
      if (batch.length + m - l > size) rotateColumns(z, n, batch);
      rotations(d, e, l, m, batch);
    }
  }
  rotateColumns(z, n, batch);
}

/** One implicit sweep from m up to l; its rotations, of columns m − 1 and m first, are added to the batch. */
function rotations(d: Float64Array, e: Float64Array, l: number, m: number, batch: Batch): void {
  const { cosines, sines, spans } = batch;
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
      spans.push(i + 1, m);
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    const t = (d[i]! - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    cosines[batch.length] = c;
    sines[batch.length++] = s;
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
  spans.push(l, m);
}

/** Applies the batch to all rows of `z` and empties it. */
function rotateColumns(z: Float64Array, n: number, batch: Batch): void {
  const nRows = z.length / n;
  let row = 0;
  for (; row + 4 <= nRows; row += 4) rotateFourRows(z, n, row * n, batch);
  for (; row < nRows; row++) rotateRow(z, row * n, batch);
  batch.length = 0;
  batch.spans.length = 0;
}

function rotateFourRows(z: Float64Array, n: number, start: number, { cosines, sines, spans }: Batch): void {
  for (let span = 0, at = 0; span < spans.length; span += 2) {
    const count = spans[span + 1]! - spans[span]!;
    let p0 = start + spans[span + 1]!, p1 = p0 + n, p2 = p1 + n, p3 = p2 + n;
    let h0 = z[p0]!, h1 = z[p1]!, h2 = z[p2]!, h3 = z[p3]!;
    for (const end = at + count; at < end; at++) {
      const c = cosines[at]!, s = sines[at]!;
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
}

function rotateRow(z: Float64Array, start: number, { cosines, sines, spans }: Batch): void {
  for (let span = 0, at = 0; span < spans.length; span += 2) {
    const count = spans[span + 1]! - spans[span]!;
    let p = start + spans[span + 1]!;
    let held = z[p]!;
    for (const end = at + count; at < end; at++) {
      const x = z[p - 1]!;
      z[p--] = sines[at]! * x + cosines[at]! * held;
      held = cosines[at]! * x - sines[at]! * held;
    }
    z[p] = held;
  }
}
