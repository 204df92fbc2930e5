/**
 * Dense linear algebra on typed arrays, row major, in float64: products, decompositions and small solves.
 *
 * @module
 */
export { centeredOperator } from "./centered_operator.ts";
export { cholesky } from "./cholesky.ts";
export { csrOperator } from "./csr_operator.ts";
export type { CsrLike } from "./csr_operator.ts";
export { denseOperator } from "./dense_operator.ts";
export { type Eigen, eigh } from "./eigh.ts";
export type { DenseLike, FloatArray } from "./float_array.ts";
export { gemm, type GemmShape } from "./gemm.ts";
export { gram, type GramOptions } from "./gram.ts";
export { lanczos, type LanczosOptions } from "./lanczos.ts";
export { leastSquares } from "./least_squares.ts";
export type { LinearOperator } from "./linear_operator.ts";
export { logDeterminant } from "./log_determinant.ts";
export { type Qr, qr } from "./qr.ts";
export { randomizedSvd, type RandomizedSvdOptions } from "./randomized_svd.ts";
export { solvePositive } from "./solve_positive.ts";
export { solveTriangular, type SolveTriangularOptions } from "./solve_triangular.ts";
export { type Svd, svd, type SvdOptions } from "./svd.ts";
export { transpose } from "./transpose.ts";
