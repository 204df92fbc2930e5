import type { DenseLike } from "./float_array.ts";
import { gemm } from "./gemm.ts";
import type { LinearOperator } from "./linear_operator.ts";

/**
 * A dense matrix as a {@linkcode LinearOperator}.
 *
 * @param x `nRows × nCols`, float32 or float64.
 * @returns The operator; `x` is read at every product, not copied.
 *
 * @example
 * ```ts
 * import { denseOperator } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const a = denseOperator({ data: Float64Array.of(1, 2, 3, 4), nRows: 2, nCols: 2 });
 * assert.deepEqual([...a.apply(Float64Array.of(1, 1), 1)], [3, 7]);
 * ```
 */
export function denseOperator({ data, nRows, nCols }: DenseLike): LinearOperator {
  return {
    nRows,
    nCols,
    apply: (x, width) => gemm(data, x, { m: nRows, n: width, k: nCols }, new Float64Array(nRows * width)),
    applyTransposed: (y, width) =>
      gemm(data, y, { m: nCols, n: width, k: nRows, transposeA: true }, new Float64Array(nCols * width)),
  };
}
