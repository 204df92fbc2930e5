import type { Rng } from "../../core/rng.ts";
import type { Csr } from "../../data/csr.ts";
import { eigh } from "../../linalg/eigh.ts";

/** The Krylov space grows by so many vectors between two looks at the error. */
const STRETCH = 40;
const LARGEST = 320;
const TOLERANCE = 1e-4;

/**
 * The eigenvectors of `D^-½ W D^-½` with the largest eigenvalues after the trivial one (`√degree`), by Lanczos'
 * method with full orthogonalisation; good to 1e-4, or as far as 320 vectors carry: a layout only starts from them.
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
  const trivial = normalized(scale.map(Math.sqrt));
  for (let i = 0; i < n; i++) scale[i] = scale[i] === 0 ? 0 : 1 / Math.sqrt(scale[i]!);
  const most = Math.min(n - 1, LARGEST);
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = normalized(without(Float64Array.from({ length: n }, () => rng.normal()), [trivial]));
  for (;;) {
    const stop = Math.min(most, basis.length + STRETCH);
    while (basis.length < stop) {
      basis.push(next);
      const image = multiply(weights, scale, next);
      diagonal.push(dot(image, next));
      // Twice is enough: what is left of the earlier vectors after two passes is rounding.
      const rest = without(without(image, [trivial, ...basis]), [trivial, ...basis]);
      beside.push(Math.sqrt(dot(rest, rest)));
      if (beside.at(-1)! < 1e-12) break;
      next = normalized(rest);
    }
    const m = basis.length;
    const { vectors } = eigh(tridiagonal(diagonal, beside), m);
    const exhausted = m >= most || beside.at(-1)! < 1e-12;
    // The residual of a Ritz vector is its last coefficient times the length left over.
    const worst = Math.max(
      ...Array.from({ length: Math.min(count, m) }, (_, c) => Math.abs(vectors[(m - 1) * m + c]!)),
    );
    if (exhausted || worst * beside.at(-1)! < TOLERANCE) return combine(basis, vectors, count);
  }
}

function combine(basis: readonly Float64Array[], vectors: Float64Array, count: number): Float64Array {
  const n = basis[0]!.length;
  const m = basis.length;
  const out = new Float64Array(n * count);
  basis.forEach((vector, v) => {
    for (let c = 0; c < Math.min(count, m); c++) {
      const weight = vectors[v * m + c]!;
      for (let i = 0; i < n; i++) out[i * count + c]! += weight * vector[i]!;
    }
  });
  return out;
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
