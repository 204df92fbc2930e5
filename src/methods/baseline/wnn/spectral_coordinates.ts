import type { Csr } from "../../../data/csr.ts";
import { Dense } from "../../../data/dense.ts";
import { csrOperator } from "../../../linalg/csr_operator.ts";
import { lanczos } from "../../../linalg/lanczos.ts";
import type { LinearOperator } from "../../../linalg/linear_operator.ts";

/** What an embedding needs no more than. */
const TOLERANCE = 1e-5;

/** What separates components altogether counts no more than this gap. */
const SMALLEST_GAP = 1e-3;

/**
 * Coordinates of the nodes of a graph in which squared distances are commute times of a random walk, times n / Σ degrees:
 * the eigenvectors of `D⁻¹ W` with the largest eigenvalues λ after the trivial one, each over `√(1 − λ)` (Qiu and
 * Hancock 2007). Found as those of `(I + D^-½ W D^-½) / 2`, all of whose eigenvalues are positive.
 *
 * @param weights Symmetric, `n × n`.
 * @param count Columns; fewer where there are not so many eigenvectors.
 * @returns `n × min(count, n − 1)` float32.
 */
export function spectralCoordinates(weights: Csr, count: number, seed: number): Dense {
  const n = weights.nRows;
  const degrees = degreesOf(weights);
  const width = Math.min(count, Math.max(0, n - 1));
  const { values, vectors } = lanczos(halfLazy(weights, degrees), { nComps: width, tolerance: TOLERANCE, seed });
  const lengths = Float64Array.from(values, (value) => Math.sqrt(n / Math.max(2 - 2 * value, SMALLEST_GAP)));
  const out = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    const scale = inverseRoot(degrees[i]!);
    for (let k = 0; k < width; k++) out[i * width + k] = lengths[k]! * scale * vectors[i * width + k]!;
  }
  return new Dense(out, { shape: [n, width] });
}

function degreesOf({ nRows, indptr, data }: Csr): Float64Array {
  const degrees = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) degrees[i]! += Number(data[p]);
  }
  return degrees;
}

function inverseRoot(degree: number): number {
  return degree === 0 ? 0 : 1 / Math.sqrt(degree);
}

/** `(I + D^-½ W D^-½) / 2` without its trivial vector, which is `√degree`. */
function halfLazy(weights: Csr, degrees: Float64Array): LinearOperator {
  const { nRows, nCols, indptr, indices } = weights;
  const data = Float64Array.from(weights.data as ArrayLike<number>);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      data[p]! *= inverseRoot(degrees[i]!) * inverseRoot(degrees[indices[p]!]!);
    }
  }
  const length = Math.sqrt(degrees.reduce((sum, degree) => sum + degree, 0));
  const trivial = degrees.map((degree) => length === 0 ? 0 : Math.sqrt(degree) / length);
  const product = csrOperator({ nRows, nCols, indptr, indices, data });
  const apply = (x: Float64Array, width: number) => {
    const out = product.apply(x, width);
    for (let c = 0; c < width; c++) {
      let along = 0;
      for (let i = 0; i < nRows; i++) along += trivial[i]! * x[i * width + c]!;
      for (let i = 0; i < nRows; i++) {
        const at = i * width + c;
        out[at] = (out[at]! + x[at]!) / 2 - along * trivial[i]!;
      }
    }
    return out;
  };
  return { nRows, nCols, apply, applyTransposed: apply };
}
