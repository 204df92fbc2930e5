import { WeftError } from "../core/error.ts";
import type { Csr } from "../data/csr.ts";
import { transposedPattern } from "./transposed_pattern.ts";

/** A sparse matrix compressed by rows, in the types the kernels take. */
export interface SparseRows {
  /** Rows of the matrix. */
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nCols: number;
  /** `nRows + 1` starts into `indices` and `values`. */
  readonly indptr: Int32Array;
  /** Column of each entry. */
  readonly indices: Int32Array;
  /** Value of each entry. */
  readonly values: Float32Array;
}

/** A constant sparse matrix `A` with its transpose, so that both `A x` and its gradient `Aᵀ g` run over rows. */
export interface SparseOperator {
  /** `A`, `nRows × nCols`. */
  readonly forward: SparseRows;
  /** `Aᵀ`, `nCols × nRows`. */
  readonly backward: SparseRows;
}

/**
 * Makes the operator of a constant sparse matrix, for layers that propagate along a graph.
 *
 * @param matrix `A`, whose row `i` lists what is summed into node `i`.
 * @returns `A` and `Aᵀ` in float32.
 * @throws {WeftError} `BadValues` when an entry is not finite.
 *
 * @example
 * ```ts
 * import { sparseOperator } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const a = new Csr({ shape: [2, 2], indptr: new Int32Array([0, 1, 1]), indices: new Int32Array([1]), data: new Float32Array([3]) });
 * const { backward } = sparseOperator(a);
 * assert.deepEqual([...backward.indptr], [0, 0, 1]);
 * ```
 */
export function sparseOperator(matrix: Csr): SparseOperator {
  const values = Float32Array.from(matrix.data as ArrayLike<number>, Number);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new WeftError("BadValues", {
      expected: "finite edge weights",
      found: `${values[bad]}`,
      where: `entry ${bad}`,
    });
  }
  const forward = { nRows: matrix.nRows, nCols: matrix.nCols, indptr: matrix.indptr, indices: matrix.indices, values };
  return Object.freeze({ forward, backward: transpose(forward) });
}

function transpose(matrix: SparseRows): SparseRows {
  const { places, ...pattern } = transposedPattern(matrix);
  return { ...pattern, values: Float32Array.from(places, (place) => matrix.values[place]!) };
}
