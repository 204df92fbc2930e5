/**
 * The sign rule of every decomposition here: the largest entry (the first of equals) of every column of `vectors`
 * becomes positive, in place; the columns of `partner` are flipped along.
 */
export function fixSigns(
  vectors: Float64Array,
  nRows: number,
  nCols: number,
  partner: Float64Array = new Float64Array(0),
): void {
  const largest = new Float64Array(nCols);
  for (let i = 0, at = 0; i < nRows; i++) {
    for (let k = 0; k < nCols; k++, at++) {
      // A hair of slack keeps the choice the same when two entries are equal but for rounding.
      if (Math.abs(vectors[at]!) > Math.abs(largest[k]!) * (1 + 1e-10)) largest[k] = vectors[at]!;
    }
  }
  for (const matrix of [vectors, partner]) {
    for (let at = 0; at < matrix.length; at++) if (largest[at % nCols]! < 0) matrix[at] = -matrix[at]!;
  }
}
