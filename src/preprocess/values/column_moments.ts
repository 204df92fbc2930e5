import { columnSums } from "./axis_sums.ts";
import type { RowMajor } from "../row_major.ts";

/** Mean and variance of every column. */
export interface ColumnMoments {
  /** Means, one a column. */
  readonly means: Float64Array;
  /** Variances with divisor `nRows − 1`; exactly 0 for constant columns and where there is one row. */
  readonly variances: Float64Array;
}

/** Mean and variance (ddof 1) of every column, in two passes and float64; zeros not stored count. */
export function columnMoments(x: RowMajor): ColumnMoments {
  const { nRows, nCols } = x;
  const means = columnSums(x);
  for (let j = 0; j < nCols; j++) means[j]! /= Math.max(nRows, 1);
  const squares = x.kind === "csr" ? sparseSquares(x, means) : denseSquares(x, means);
  for (let j = 0; j < nCols; j++) {
    const variance = squares[j]! / Math.max(nRows - 1, 1);
    squares[j] = variance <= roundingOf(means[j]!, nRows) ? 0 : variance;
  }
  return { means, variances: squares };
}

/** What a constant column may show as variance because its mean is rounded: (n · mean · ε)². */
function roundingOf(mean: number, nRows: number): number {
  return (nRows * mean * Number.EPSILON) ** 2;
}

function denseSquares({ data, nCols }: RowMajor, means: Float64Array): Float64Array {
  const squares = new Float64Array(nCols);
  for (let start = 0; start < data.length; start += nCols) {
    for (let j = 0; j < nCols; j++) {
      const difference = data[start + j]! - means[j]!;
      squares[j]! += difference * difference;
    }
  }
  return squares;
}

function sparseSquares(x: RowMajor & { kind: "csr" }, means: Float64Array): Float64Array {
  const { data, indices, nRows, nCols } = x;
  const squares = new Float64Array(nCols);
  const absent = new Float64Array(nCols).fill(nRows);
  for (let p = 0; p < data.length; p++) {
    const j = indices[p]!;
    const difference = data[p]! - means[j]!;
    squares[j]! += difference * difference;
    absent[j]!--;
  }
  for (let j = 0; j < nCols; j++) squares[j]! += absent[j]! * means[j]! * means[j]!;
  return squares;
}
