import { Csr } from "../data/csr.ts";
import { type MappedPattern, type SparsePattern, transposedPattern } from "./transposed_pattern.ts";

/**
 * Where the edges of a graph lie whose weights are tensors: made and checked once, used at every step. Value `e` of a
 * tensor of weights belongs to entry `e` of `entries`.
 */
export interface EdgeStructure {
  /** Rows of the matrix. */
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nCols: number;
  /** Number of weights. */
  readonly nValues: number;
  /** Whether a weight stands for both directions of its edge; then `entries` lists each edge once, with `i ≤ j`. */
  readonly undirected: boolean;
  /** The edges in the order of their weights. */
  readonly entries: SparsePattern;
  /** `A`, all entries of which find their weights. */
  readonly forward: MappedPattern;
  /** `Aᵀ`, likewise. */
  readonly backward: MappedPattern;
}

/**
 * Makes the structure of a sparse matrix whose values are learned, one for each stored entry.
 *
 * @param matrix Its stored entries count, whatever their values; copied.
 * @returns The structure.
 *
 * @example
 * ```ts
 * import { edgeStructure } from "weft/engine";
 * import { Csr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const data = new Float32Array(2);
 * const a = new Csr({ shape: [2, 3], indptr: new Int32Array([0, 0, 2]), indices: new Int32Array([0, 2]), data });
 * const { nValues, backward } = edgeStructure(a);
 * assert.equal(nValues, 2);
 * assert.deepEqual([...backward.indptr], [0, 1, 1, 2]);
 * ```
 */
export function edgeStructure(matrix: Csr): EdgeStructure {
  // The copies are checked, so that no later change of the caller's arrays reaches compiled code.
  const { nRows, nCols, indptr, indices } = new Csr({
    shape: matrix.shape,
    indptr: matrix.indptr.slice(),
    indices: matrix.indices.slice(),
    data: matrix.data,
  });
  const entries = { nRows, nCols, indptr, indices };
  const parts = { entries, forward: entries, backward: transposedPattern(entries) };
  return Object.freeze({ nRows, nCols, nValues: indices.length, undirected: false, ...parts });
}
