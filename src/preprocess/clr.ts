import { checkOneOf } from "../core/check.ts";
import type { AnnData } from "../data/anndata.ts";
import type { NumberArray } from "../data/dtype.ts";
import { columnSums } from "./values/axis_sums.ts";
import { countsOf, type CountsOptions, keptCounts } from "./counts.ts";
import { floats, type RowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode clr}. */
export interface ClrOptions extends CountsOptions {
  /**
   * Over what the geometric mean is taken: all observations of a `"feature"` (the default, as muon and SMART), or all
   * features of a `"cell"` (Seurat's style, as SpatialGlue, PRAGA and RIA).
   */
  readonly axis?: "feature" | "cell";
}

/**
 * Centred log-ratio transform of counts, for proteins: y_ig = ln(1 + x_ig / g), where g = exp(mean of ln(1 + x)) over
 * the feature (or the cell); the mean counts zeros.
 *
 * Reads `layers["counts"]`, else `X`; the result is the new `X` (float32, float64 for float64 input; sparse where the
 * counts are), and counts that were in `X` are kept in `layers["counts"]`.
 *
 * @param adata `nObs × nVars`.
 * @param options Axis, layer, `allowNonCounts`.
 * @returns The object with a new `X`.
 * @throws {WeftError} `BadValues` when the values are not counts and `allowNonCounts` is not set.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { clr } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = clr(new AnnData({ X: Dense.fromRows([[0, 7], [3, 7]], "float64") }));
 * assert(Math.abs((adata.X!.data[2] as number) - Math.log1p(3 / Math.sqrt(1 * 4))) < 1e-12);
 * ```
 */
export function clr<T extends AnnData>(adata: T, options: ClrOptions = {}): T {
  const { axis = "feature" } = options;
  checkOneOf(axis, "axis", ["feature", "cell"]);
  const counts = countsOf(adata, "clr()", options);
  const logs = logsOf(counts.data);
  const out = axis === "feature" ? byFeature(counts, logs) : byCell(counts, logs);
  return adata.with({ X: withValues(counts, out), layers: keptCounts(adata), uns: { log1p: undefined } }) as T;
}

function logsOf(values: NumberArray): Float64Array {
  const logs = new Float64Array(values.length);
  for (let p = 0; p < values.length; p++) logs[p] = Math.log1p(values[p]!);
  return logs;
}

function byFeature(x: RowMajor, logs: Float64Array): Float32Array | Float64Array {
  const { data, nRows, nCols } = x;
  const geometric = columnSums(withValues(x, logs) as RowMajor).map((sum) => Math.exp(sum / nRows));
  const columnOf = x.kind === "csr" ? x.indices : undefined;
  const out = floats(x.dtype, data.length);
  for (let p = 0; p < data.length; p++) {
    out[p] = Math.log1p(data[p]! / geometric[columnOf ? columnOf[p]! : p % nCols]!);
  }
  return out;
}

function byCell(x: RowMajor, logs: Float64Array): Float32Array | Float64Array {
  const { data, nRows, nCols } = x;
  const out = floats(x.dtype, data.length);
  for (let i = 0; i < nRows; i++) {
    const start = x.kind === "csr" ? x.indptr[i]! : i * nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + nCols;
    let sum = 0;
    for (let p = start; p < end; p++) sum += logs[p]!;
    const geometric = Math.exp(sum / nCols);
    for (let p = start; p < end; p++) out[p] = Math.log1p(data[p]! / geometric);
  }
  return out;
}
