import { checkLength } from "../core/check.ts";
import { type Matrix, toDense } from "../data/matrix.ts";
import { checkFinite } from "../linalg/check_finite.ts";
import { ranksOf } from "./ranks_of.ts";
import { pearson } from "./pearson.ts";
import { summarize } from "./modality_correlation.ts";

/** How well values were imputed. */
export interface ImputationScores {
  /** Pearson's correlation over cells, one a feature; NaN where truth or prediction is constant. */
  readonly pearsonPerFeature: Float64Array;
  /** Spearman's rank correlation over cells, one a feature. */
  readonly spearmanPerFeature: Float64Array;
  /** Pearson's correlation over features, one a cell. */
  readonly pearsonPerCell: Float64Array;
  /** Mean of `pearsonPerCell` over the cells that have one. */
  readonly meanPearsonPerCell: number;
  /** Root of the mean squared error over all values. */
  readonly rmse: number;
}

/**
 * Scores imputed values against measured ones: correlations per feature and per cell, and the error.
 *
 * @param truth Measured values, `nObs × nVars`, dense or sparse.
 * @param predicted Imputed values of the same shape.
 * @returns See {@linkcode ImputationScores}.
 * @throws {WeftError} `Misaligned` when shapes differ; `BadValues` when a value is not finite.
 *
 * @example
 * ```ts
 * import { imputationScores } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const { pearsonPerFeature, spearmanPerFeature, rmse } = imputationScores(
 *   Dense.fromRows([[1], [2], [3]]),
 *   Dense.fromRows([[1], [4], [9]]),
 * );
 * assert(Math.abs(spearmanPerFeature[0]! - 1) < 1e-12);
 * assert(pearsonPerFeature[0]! < 1 && rmse === Math.sqrt(40 / 3));
 * ```
 */
export function imputationScores(truth: Matrix, predicted: Matrix): ImputationScores {
  checkLength(predicted.nRows, truth.nRows, "the imputed cells", "the measured");
  checkLength(predicted.nCols, truth.nCols, "the imputed features", "the measured");
  const { nRows, nCols } = truth;
  const a = Float64Array.from(toDense(truth).data as Float64Array, Number);
  const b = Float64Array.from(toDense(predicted).data as Float64Array, Number);
  checkFinite(a, "the measured values");
  checkFinite(b, "the imputed values");
  const pearsonPerFeature = new Float64Array(nCols);
  const spearmanPerFeature = new Float64Array(nCols);
  const [x, y] = [new Float64Array(nRows), new Float64Array(nRows)];
  for (let j = 0; j < nCols; j++) {
    for (let i = 0, at = j; i < nRows; i++, at += nCols) {
      x[i] = a[at]!;
      y[i] = b[at]!;
    }
    pearsonPerFeature[j] = pearson(x, y);
    spearmanPerFeature[j] = pearson(ranksOf(x), ranksOf(y));
  }
  const pearsonPerCell = Float64Array.from({ length: nRows }, (_, i) => {
    return pearson(a.subarray(i * nCols, (i + 1) * nCols), b.subarray(i * nCols, (i + 1) * nCols));
  });
  const squares = a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0);
  return {
    pearsonPerFeature,
    spearmanPerFeature,
    pearsonPerCell,
    meanPearsonPerCell: summarize(pearsonPerCell).mean,
    rmse: Math.sqrt(squares / a.length),
  };
}
