/** A matrix known only by its products with blocks of vectors, so that it need not be dense or even stored. */
export interface LinearOperator {
  /** Number of rows. */
  readonly nRows: number;
  /** Number of columns. */
  readonly nCols: number;
  /** `A · x` for `x` of `nCols × width`, row major; the result is `nRows × width`. */
  apply(x: Float64Array, width: number): Float64Array;
  /** `Aᵀ · y` for `y` of `nRows × width`, row major; the result is `nCols × width`. */
  applyTransposed(y: Float64Array, width: number): Float64Array;
}
