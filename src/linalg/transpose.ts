import { checkShape } from "./check_shape.ts";
import type { DenseLike, FloatArray } from "./float_array.ts";

const BLOCK = 32;

/**
 * The transpose of a dense matrix, as a copy.
 *
 * @param x `nRows × nCols`.
 * @returns `nCols × nRows`, of the same element type.
 * @throws {WeftError} `Misaligned` when `x` does not have `nRows × nCols` elements.
 *
 * @example
 * ```ts
 * import { transpose } from "weft/linalg";
 * import assert from "node:assert/strict";
 *
 * const t = transpose({ data: Float64Array.of(1, 2, 3, 4, 5, 6), nRows: 2, nCols: 3 });
 * assert.deepEqual([...t.data], [1, 4, 2, 5, 3, 6]);
 * ```
 */
export function transpose(x: DenseLike): DenseLike {
  const { data, nRows, nCols } = x;
  checkShape(x);
  const out: FloatArray = data instanceof Float64Array ? new Float64Array(data.length) : new Float32Array(data.length);
  for (let i0 = 0; i0 < nRows; i0 += BLOCK) {
    for (let j0 = 0; j0 < nCols; j0 += BLOCK) {
      const iEnd = Math.min(nRows, i0 + BLOCK), jEnd = Math.min(nCols, j0 + BLOCK);
      for (let i = i0; i < iEnd; i++) {
        for (let j = j0; j < jEnd; j++) out[j * nRows + i] = data[i * nCols + j]!;
      }
    }
  }
  return { data: out, nRows: nCols, nCols: nRows };
}
