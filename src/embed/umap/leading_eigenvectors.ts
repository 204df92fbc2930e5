import type { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import { eigh } from "../../linalg/eigh.ts";

/** The Krylov space grows by so many vectors between two looks at the error. */
const STRETCH = 40;
const LARGEST = 320;
const TOLERANCE = 1e-4;
/** A remainder this short is rounding: the space cannot grow. */
const EXHAUSTED = 1e-12;

/**
 * The eigenvectors of `D^-½ W D^-½` with the largest eigenvalues after the trivial one (`√degree`), one by one by
 * Lanczos' method with full orthogonalisation, also against those found before: so that of an eigenvalue that is there
 * several times (a ring, a lattice) all vectors are found. Good to 1e-4, or as far as 320 vectors carry: a layout only
 * starts from them.
 *
 * @param weights Symmetric, connected, `n × n`.
 * @returns `n × count`, row major; signs and order are fixed by the seed.
 */
export function leadingEigenvectors(weights: Csr, count: number, rng: Rng): Float64Array {
  const n = weights.nRows;
  const scale = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let p = weights.indptr[i]!; p < weights.indptr[i + 1]!; p++) scale[i]! += Number(weights.data[p]);
  }
  const found = [normalized(scale.map(Math.sqrt))];
  for (let i = 0; i < n; i++) scale[i] = scale[i] === 0 ? 0 : 1 / Math.sqrt(scale[i]!);
  const times = (x: Float64Array) => multiply(weights, scale, x);
  while (found.length <= Math.min(count, n - 1)) {
    const start = Float64Array.from({ length: n }, () => rng.normal());
    found.push(leadingEigenvector(times, start, found));
  }
  const out = new Float64Array(n * count);
  for (let c = 0; c + 1 < found.length; c++) for (let i = 0; i < n; i++) out[i * count + c] = found[c + 1]![i]!;
  return out;
}

/** The eigenvector of the largest eigenvalue among what is orthogonal to the vectors found. */
function leadingEigenvector(
  times: (x: Float64Array) => Float64Array,
  start: Float64Array,
  found: readonly Float64Array[],
): Float64Array {
  const most = Math.min(start.length - found.length, LARGEST);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = normalized(without(start, found));
  for (;;) {
    const stop = Math.min(most, basis.length + STRETCH);
    while (basis.length < stop && (beside.at(-1) ?? 1) > EXHAUSTED) {
      basis.push(next);
      const image = times(next);
      diagonal.push(dot(image, next));
      // Twice is enough: what is left of the earlier vectors after two passes is rounding.
      for (let pass = 0; pass < 2; pass++) without(without(image, found), basis);
      beside.push(Math.sqrt(dot(image, image)));
      next = normalized(image);
    }
    const m = basis.length;
    const { vectors } = eigh(tridiagonal(diagonal, beside), m);
    // The residual of a Ritz vector is its last coefficient times the length left over.
    const residual = Math.abs(vectors[(m - 1) * m]!) * beside.at(-1)!;
    if (m >= most || beside.at(-1)! <= EXHAUSTED || residual < TOLERANCE) return combine(basis, vectors);
  }
}

/** The first Ritz vector. */
function combine(basis: readonly Float64Array[], vectors: Float64Array): Float64Array {
  const out = new Float64Array(basis[0]!.length);
  basis.forEach((vector, v) => {
    const weight = vectors[v * basis.length]!;
    for (let i = 0; i < out.length; i++) out[i]! += weight * vector[i]!;
  });
  return normalized(out);
}

function multiply({ nRows, indptr, indices, data }: Csr, scale: Float64Array, x: Float64Array): Float64Array {
  const out = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    let sum = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      sum += (data[p] as number) * scale[j]! * x[j]!;
    }
    out[i] = sum * scale[i]!;
  }
  return out;
}

function tridiagonal(diagonal: readonly number[], beside: readonly number[]): Float64Array {
  const m = diagonal.length;
  const matrix = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    matrix[i * m + i] = diagonal[i]!;
    if (i + 1 < m) matrix[i * m + i + 1] = matrix[(i + 1) * m + i] = beside[i]!;
  }
  return matrix;
}

/** Takes out of `x` its part along each of some unit vectors, in place. */
function without(x: Float64Array, units: readonly Float64Array[]): Float64Array {
  for (const unit of units) {
    const along = dot(x, unit);
    for (let i = 0; i < x.length; i++) x[i]! -= along * unit[i]!;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function normalized(x: Float64Array): Float64Array {
  const length = Math.sqrt(dot(x, x));
  return length === 0 ? x : x.map((value) => value / length);
}
