import { Rng } from "../../core/rng.ts";
import { fixSigns } from "../../linalg/fix_signs.ts";
import { gemm } from "../../linalg/gemm.ts";
import { implicitQl } from "../../linalg/implicit_ql.ts";
import type { LinearOperator } from "../../linalg/linear_operator.ts";
import { type Svd, svd } from "../../linalg/svd.ts";
import { OrthonormalBasis } from "./orthonormal_basis.ts";

/** What the Lanczos iteration needs to know. */
export interface LanczosOptions {
  /** How many components, at most the smaller side. */
  readonly nComps: number;
  /** Seed of the start vector; the result depends on it by rounding only. */
  readonly seed: number;
}

// A component counts as found when ‖Aᵀu − σv‖ is at most this share of the largest singular value.
const TOLERANCE = 1e-8;
const CHECK_EVERY = 8;

/**
 * The leading singular triplets of a matrix, to rounding: Golub–Kahan–Lanczos bidiagonalisation with full
 * reorthogonalisation (Golub and Van Loan, section 10.4). Reads the matrix only through products with single vectors,
 * and holds a few vectors a component.
 */
export function lanczosSvd(matrix: LinearOperator, { nComps, seed }: LanczosOptions): Svd {
  const { nRows, nCols } = matrix;
  const limit = Math.min(nRows, nCols);
  const rng = new Rng(seed).split("lanczos");
  const left = new OrthonormalBasis(nRows, rng.split("left"));
  const right = new OrthonormalBasis(nCols, rng.split("right"));
  const diagonal: number[] = [];
  const upper: number[] = [];
  let size = 0;
  // A start in the row space: the shorter side then exhausts the matrix whichever side it is.
  right.add(matrix.applyTransposed(Float64Array.from({ length: nRows }, () => rng.normal()), 1), 0);
  for (let j = 1; j <= limit; j++) {
    diagonal.push(left.add(matrix.apply(right.at(j - 1), 1), size));
    size = Math.max(size, diagonal[j - 1]!);
    if (j < limit) upper.push(right.add(matrix.applyTransposed(left.at(j - 1), 1), size));
    if (j > nComps && j % CHECK_EVERY === 0 && found(diagonal, upper, nComps)) break;
  }
  return rotated(left, right, svd(bidiagonal(diagonal, upper), { nComps }));
}

/**
 * Whether the leading components are there. What a further step would add to component i is the last coupling times the
 * last entry of its left vector, which come from the eigenvectors of the tridiagonal B Bᵀ.
 */
function found(diagonal: readonly number[], upper: readonly number[], nComps: number): boolean {
  const n = diagonal.length;
  const values = Float64Array.from(diagonal, (alpha, i) => alpha * alpha + (i + 1 < n ? upper[i]! * upper[i]! : 0));
  const couplings = Float64Array.from(diagonal, (_, i) => i + 1 < n ? diagonal[i + 1]! * upper[i]! : 0);
  const lastRow = new Float64Array(n);
  lastRow[n - 1] = 1;
  implicitQl(values, couplings, lastRow);
  const order = Int32Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!).subarray(0, nComps);
  const next = upper[n - 1] ?? 0;
  const limit = TOLERANCE * Math.sqrt(Math.max(0, values[order[0]!]!));
  return order.every((k) => next * Math.abs(lastRow[k]!) <= limit);
}

function bidiagonal(diagonal: readonly number[], upper: readonly number[]) {
  const n = diagonal.length;
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    data[i * n + i] = diagonal[i]!;
    if (i + 1 < n) data[i * n + i + 1] = upper[i]!;
  }
  return { data, nRows: n, nCols: n };
}

function rotated(left: OrthonormalBasis, right: OrthonormalBasis, small: Svd): Svd {
  const { nComps, s } = small;
  const j = left.count;
  const u = gemm(left.columns(j), small.u, { m: left.length, n: nComps, k: j });
  const v = gemm(right.columns(j), small.v, { m: right.length, n: nComps, k: j });
  fixSigns(u, left.length, nComps, v);
  return { u, s, v, nComps };
}
