/** Typed arrays of floating point numbers that the kernels of this room read and write. */
export type FloatArray = Float32Array | Float64Array;

/** What the matrix functions need of a dense matrix; a `Dense` of float32 or float64 has this shape. */
export interface DenseLike {
  /** All elements, row after row. */
  readonly data: FloatArray;
  /** Number of rows. */
  readonly nRows: number;
  /** Number of columns. */
  readonly nCols: number;
}
