import { columnMoments } from "../values/column_moments.ts";
import { loess } from "../loess.ts";
import type { RowMajor } from "../row_major.ts";

/**
 * Variance of every variable after standardising by the deviation that its mean lets expect (Stuart et al. 2019).
 *
 * A loess curve of log10 variance on log10 mean gives s_g; counts above m_g + s_g √N are clipped there; the result is
 * [N m² + Σ c² − 2 m Σ c] / ((N − 1) s²) with c the clipped counts. Constant variables have s = 1, hence 0.
 */
export function standardizedVariance(counts: RowMajor, span: number): Float64Array {
  const { nRows, nCols } = counts;
  const { means, variances } = columnMoments(counts);
  const deviations = expectedDeviations(means, variances, span);
  const clips = deviations.map((deviation, j) => deviation * Math.sqrt(nRows) + means[j]!);
  const { sums, squares } = clippedSums(counts, clips);
  const result = new Float64Array(nCols);
  for (let j = 0; j < nCols; j++) {
    const mean = means[j]!;
    const numerator = nRows * mean * mean + squares[j]! - 2 * sums[j]! * mean;
    result[j] = numerator / (Math.max(nRows - 1, 1) * deviations[j]! * deviations[j]!);
  }
  return result;
}

function expectedDeviations(means: Float64Array, variances: Float64Array, span: number): Float64Array {
  const deviations = new Float64Array(means.length).fill(1);
  const varying = Int32Array.from(variances.keys().filter((j) => variances[j]! > 0));
  if (varying.length === 0) return deviations;
  const x = Float64Array.from(varying, (j) => Math.log10(means[j]!));
  const y = Float64Array.from(varying, (j) => Math.log10(variances[j]!));
  loess(x, y, { span }).forEach((fit, i) => deviations[varying[i]!] = Math.sqrt(10 ** fit));
  return deviations;
}

function clippedSums(x: RowMajor, clips: Float64Array): { sums: Float64Array; squares: Float64Array } {
  const { data, nCols } = x;
  const sums = new Float64Array(nCols);
  const squares = new Float64Array(nCols);
  const columnOf = x.kind === "csr" ? x.indices : undefined;
  for (let p = 0; p < data.length; p++) {
    const j = columnOf ? columnOf[p]! : p % nCols;
    const clip = clips[j]!;
    const value = data[p]! < clip ? data[p]! : clip;
    sums[j]! += value;
    squares[j]! += value * value;
  }
  return { sums, squares };
}
