import { Rng } from "../../core/rng.ts";
import { fixSigns } from "../../linalg/fix_signs.ts";
import { gemm } from "../../linalg/gemm.ts";
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

// A component counts as found when ‖A v − σ u‖ is at most this share of the largest singular value.
const TOLERANCE = 1e-8;

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
  for (let check = Math.min(limit, 2 * nComps + 10);;) {
    const j = left.count + 1;
    diagonal.push(left.add(matrix.apply(right.at(j - 1), 1), size));
    size = Math.max(size, diagonal[j - 1]!);
    if (j < limit) upper.push(right.add(matrix.applyTransposed(left.at(j - 1), 1), size));
    if (j < check) continue;
    const small = svd(bidiagonal(diagonal, upper), { nComps });
    if (j === limit || residual(small, upper[j - 1]!) <= TOLERANCE * small.s[0]!) {
      return rotated(left, right, small, j);
    }
    check = Math.min(limit, Math.ceil(1.2 * j));
  }
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

/** The largest ‖Aᵀu − σv‖ over the components: what the next step would add to them. */
function residual({ u, nComps }: Svd, next: number): number {
  const lastRow = u.subarray(u.length - nComps);
  return next * lastRow.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function rotated(left: OrthonormalBasis, right: OrthonormalBasis, small: Svd, j: number): Svd {
  const { nComps, s } = small;
  const u = gemm(left.columns(j), small.u, { m: left.length, n: nComps, k: j });
  const v = gemm(right.columns(j), small.v, { m: right.length, n: nComps, k: j });
  fixSigns(u, left.length, nComps, v);
  return { u, s, v, nComps };
}
