import { checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import type { Matrix } from "../data/matrix.ts";
import { columnMoments } from "./values/column_moments.ts";
import { keptCounts } from "./counts.ts";
import { matrixOf } from "./matrix_of.ts";
import { floats, type NumberCsr, type NumberDense, type RowMajor, rowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode scale}. */
export interface ScaleOptions {
  /** Subtracts the mean; a sparse matrix becomes dense. Default true. */
  readonly zeroCenter?: boolean;
  /** Clips the result at this value, and at minus it when centred; no clipping when left out. */
  readonly maxValue?: number;
  /** The layer to scale in place of `X`; the result is the new `X`, the layer stays as it is. */
  readonly layer?: string;
}

/**
 * Brings every variable to mean 0 and standard deviation 1: y_ig = (x_ig − m_g) / s_g, with s of divisor n − 1.
 *
 * A constant variable has s = 1, so it becomes 0 (or stays, when not centred); the same goes for a single observation.
 * Writes `var["mean"]` and `var["std"]`. The result is float32 (float64 for float64 input). When `X` holds counts and
 * there is no `layers["counts"]` yet, it is kept there.
 *
 * @param adata `nObs × nVars`, finite values.
 * @param options Centring, clipping, layer.
 * @returns The object with a new `X`, dense when centred.
 * @throws {WeftError} `BadValues` for variables with NaN or infinity; `InvalidArgument` for a `maxValue` not above 0.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { scale } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = scale(new AnnData({ X: Dense.fromRows([[1, 5], [2, 5], [3, 5]]) }));
 * assert.deepEqual([...adata.X!.data], [-1, 0, 0, 0, 1, 0]);
 * assert.deepEqual(adata.var.column("std").toArray(), [1, 1]);
 * ```
 */
export function scale<T extends AnnData>(adata: T, options: ScaleOptions = {}): T {
  const { zeroCenter = true, maxValue = Infinity, layer } = options;
  if (maxValue !== Infinity) checkNumber(maxValue, "maxValue", Number.MIN_VALUE);
  const x = rowMajor(matrixOf(adata, layer));
  const { means, variances } = columnMoments(x);
  checkMoments(variances, adata);
  const deviations = variances.map((variance) => Math.sqrt(variance) || 1);
  const offsets = zeroCenter ? means : new Float64Array(means.length);
  const scaled = x.kind === "dense"
    ? scaleDense(x, offsets, deviations, maxValue, zeroCenter)
    : zeroCenter
    ? scaleToDense(x, means, deviations, maxValue)
    : scaleSparse(x, deviations, maxValue);
  return adata.with({ X: scaled, layers: keptCounts(adata), var: { mean: means, std: deviations } }) as T;
}

function scaleDense(
  x: NumberDense,
  offsets: Float64Array,
  deviations: Float64Array,
  max: number,
  both: boolean,
): Matrix {
  const { data, nCols } = x;
  const out = floats(x.dtype, data.length);
  const min = both ? -max : -Infinity;
  for (let start = 0; start < data.length; start += nCols) {
    for (let j = 0; j < nCols; j++) {
      const value = (data[start + j]! - offsets[j]!) / deviations[j]!;
      out[start + j] = value > max ? max : value < min ? min : value;
    }
  }
  return new Dense(out, { shape: [x.nRows, nCols] });
}

/** Every row starts as a copy of the row that a spot of zeros would have; only stored entries are computed. */
function scaleToDense(x: NumberCsr, means: Float64Array, deviations: Float64Array, max: number): Matrix {
  const { data, indices, indptr, nRows, nCols } = x;
  const out = floats(x.dtype, nRows * nCols);
  const clip = (value: number) => Math.max(-max, Math.min(max, value));
  const zeros = floats(x.dtype, nCols);
  const inverse = deviations.map((deviation) => 1 / deviation);
  for (let j = 0; j < nCols; j++) zeros[j] = clip(-means[j]! * inverse[j]!);
  for (let i = 0; i < nRows; i++) {
    const start = i * nCols;
    out.set(zeros, start);
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const j = indices[p]!;
      const value = (data[p]! - means[j]!) * inverse[j]!;
      out[start + j] = value > max ? max : value < -max ? -max : value;
    }
  }
  return new Dense(out, { shape: [nRows, nCols] });
}

function scaleSparse(x: NumberCsr, deviations: Float64Array, max: number): Matrix {
  const { data, indices } = x;
  const out = floats(x.dtype, data.length);
  for (let p = 0; p < data.length; p++) out[p] = Math.min(max, data[p]! / deviations[indices[p]!]!);
  return withValues(x as RowMajor, out);
}

function checkMoments(variances: Float64Array, adata: AnnData): void {
  const wrong = variances.findIndex((variance) => !Number.isFinite(variance));
  if (wrong < 0) return;
  throw new WeftError("BadValues", {
    expected: "finite values for scale()",
    found: `NaN or infinity in variable '${adata.varNames[wrong]}'`,
    next: "Remove or fill such values first.",
  });
}
