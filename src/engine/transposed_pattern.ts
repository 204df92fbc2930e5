/** Where the entries of a matrix compressed by rows lie, without their values. */
export interface SparsePattern {
  /** Rows of the matrix. */
  readonly nRows: number;
  /** Columns of the matrix. */
  readonly nCols: number;
  /** `nRows + 1` starts into `indices`. */
  readonly indptr: Int32Array;
  /** Column of each entry. */
  readonly indices: Int32Array;
}

/** A pattern whose entries find their values elsewhere. */
export interface MappedPattern extends SparsePattern {
  /** Place of each entry's value; the entry's own place when left out. */
  readonly places?: Int32Array | undefined;
}

/** The pattern of a transpose, and where its entries lie in the original. */
export interface TransposedPattern extends SparsePattern {
  /** Place of each entry in the original. */
  readonly places: Int32Array;
}

/** The pattern of the transpose, rows rising, as a stable sort of the entries by column gives them. */
export function transposedPattern({ nRows, nCols, indptr, indices }: SparsePattern): TransposedPattern {
  const starts = new Int32Array(nCols + 1);
  for (const j of indices) starts[j + 1]!++;
  for (let j = 0; j < nCols; j++) starts[j + 1]! += starts[j]!;
  const next = starts.slice(0, nCols);
  const rows = new Int32Array(indices.length);
  const places = new Int32Array(indices.length);
  for (let i = 0; i < nRows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const at = next[indices[p]!]!++;
      rows[at] = i;
      places[at] = p;
    }
  }
  return { nRows: nCols, nCols: nRows, indptr: starts, indices: rows, places };
}
