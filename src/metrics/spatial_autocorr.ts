import { throwIfAborted } from "../core/abort.ts";
import { checkOneOf } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { adjustPValues } from "../core/special/adjust_p_values.ts";
import { normalSurvival } from "../core/special/erfc.ts";
import type { Csr } from "../data/csr.ts";
import { Frame } from "../data/frame.ts";
import type { Matrix } from "../data/matrix.ts";
import { toCsc } from "../data/to_csc.ts";
import { gearyOf, moranOf } from "./autocorrelation.ts";
import { spatialWeights, type SpatialWeightsOptions, type WeightMoments, weightMoments } from "./spatial_weights.ts";

/** Options of {@linkcode spatialAutocorr}. */
export interface SpatialAutocorrOptions extends SpatialWeightsOptions, Watched {
  /** Moran's I or Geary's C. Default `"moran"`. */
  readonly mode?: "moran" | "geary";
  /** Names of the features, for the table. Default "0", "1", …. */
  readonly names?: readonly string[];
  /** Whether the p-value counts both tails. Default false, as squidpy does. */
  readonly twoTailed?: boolean;
}

/**
 * Spatial autocorrelation of every column of a matrix, with p-values under normality (Cliff and Ord 1981), as squidpy's
 * `spatial_autocorr` without permutations.
 *
 * @param x `nObs × nVars`, dense or sparse.
 * @param graph Spatial weights, `nObs × nObs`.
 * @param options `mode`, `names`, `rowStandardize`, `twoTailed`, `signal`, `onProgress`.
 * @returns A row a column of `x`: the statistic (`I` or `C`), `pval_norm`, `var_norm` and the Benjamini–Hochberg
 * corrected `pval_norm_fdr_bh`; NaN (but a variance) for a constant column.
 * @throws {WeftError} `Misaligned` when graph, names and matrix do not fit; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { spatialAutocorr } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pairs = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]));
 * const x = Dense.fromRows([[1, 0], [1, 1], [0, 1], [0, 0]]);
 * const table = spatialAutocorr(x, pairs, { names: ["smooth", "rough"] });
 * assert.deepEqual(table.column("I").toArray(), [1, -1]);
 * ```
 */
export function spatialAutocorr(x: Matrix, graph: Csr, options: SpatialAutocorrOptions = {}): Frame {
  const { mode = "moran", names, rowStandardize = false, twoTailed = false, signal, onProgress } = options;
  checkOneOf(mode, "mode", ["moran", "geary"]);
  const { nRows: n, nCols } = x;
  const weights = spatialWeights(graph, n, rowStandardize);
  const expected = mode === "moran" ? -1 / (n - 1) : 1;
  const moments = weightMoments(graph, weights);
  const variance = mode === "moran" ? moranVariance(moments, n) : gearyVariance(moments, n);
  const scores = new Float64Array(nCols);
  const pValues = new Float64Array(nCols);
  eachColumn(x, (values, j) => {
    throwIfAborted(signal, "spatial autocorrelation");
    onProgress?.({ stage: "spatial autocorrelation", done: j, total: nCols });
    scores[j] = mode === "moran" ? moranOf(values, weights) : gearyOf(values, weights);
    pValues[j] = normalSurvival(Math.abs(scores[j]! - expected) / Math.sqrt(variance)) * (twoTailed ? 2 : 1);
  });
  const corrected = adjustPValues(pValues, "benjamini-hochberg");
  return new Frame(names ?? Array.from({ length: nCols }, (_, j) => `${j}`), {
    [mode === "moran" ? "I" : "C"]: scores,
    pval_norm: pValues,
    var_norm: new Float64Array(nCols).fill(variance),
    pval_norm_fdr_bh: corrected.map((p, j) => Number.isNaN(pValues[j]) ? NaN : p),
  });
}

function moranVariance({ s0, s1, s2 }: WeightMoments, n: number): number {
  return (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n - 1) * (n + 1) * s0 * s0) - 1 / (n - 1) ** 2;
}

function gearyVariance({ s0, s1, s2 }: WeightMoments, n: number): number {
  return ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0);
}

/** Every column in float64, in one array that is used again. */
function eachColumn(x: Matrix, visit: (values: Float64Array, j: number) => void): void {
  const { nRows, nCols } = x;
  const values = new Float64Array(nRows);
  const columns = x.kind === "dense" ? undefined : toCsc(x);
  for (let j = 0; j < nCols; j++) {
    if (columns) {
      values.fill(0);
      for (let p = columns.indptr[j]!; p < columns.indptr[j + 1]!; p++) {
        values[columns.indices[p]!]! += Number(columns.data[p]);
      }
    } else {
      for (let i = 0; i < nRows; i++) values[i] = Number(x.data[i * nCols + j]);
    }
    visit(values, j);
  }
}
