import { throwIfAborted } from "../core/abort.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { AnnData } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import { keptCounts } from "./counts.ts";
import { designColumns } from "./markers/design_columns.ts";
import { orthonormalColumns } from "./markers/orthonormal_columns.ts";
import { eachColumn } from "./markers/stored_column.ts";
import { matrixOf } from "./matrix_of.ts";
import { floats } from "./row_major.ts";

/** Options of {@linkcode regressOut}. */
export interface RegressOutOptions extends Watched {
  /** The layer to read in place of `X`; the result is the new `X`, the layer stays as it is. */
  readonly layer?: string;
}

const REPORT_EVERY = 256;

/**
 * Removes what columns of `obs` explain linearly: every gene becomes the residual of ordinary least squares on them
 * with an intercept, y − Q Qᵀ y with Q an orthonormal basis of the regressors.
 *
 * Numbers enter as they are, labels as indicators; regressors that depend on others (or are constant) do no harm. The
 * result is dense, float32 (float64 for float64 input). When `X` holds counts and there is no `layers["counts"]` yet,
 * it is kept there.
 *
 * @param adata `nObs × nVars`.
 * @param keys One or more columns of `obs`.
 * @param options `layer`, `signal`, `onProgress`.
 * @returns The object with a new `X`.
 * @throws {WeftError} `NotFound` for an unknown key or layer; `InvalidArgument` without keys; `BadValues` where a
 * regressor is missing or a value is not finite; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { regressOut } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[1], [3], [5]], "float64"),
 *   obs: new Frame(["a", "b", "c"], { depth: [0, 1, 2] }),
 * });
 * const residual = regressOut(adata, "depth").X!.data;
 * assert(residual.every((value) => Math.abs(Number(value)) < 1e-12));
 * ```
 */
export function regressOut<T extends AnnData>(
  adata: T,
  keys: string | readonly string[],
  options: RegressOutOptions = {},
): T {
  const names = typeof keys === "string" ? [keys] : keys;
  if (names.length === 0) {
    throw new WeftError("InvalidArgument", { expected: "at least one column of obs to regress on", found: "none" });
  }
  const x = matrixOf(adata, options.layer);
  const basis = orthonormalColumns(designColumns(adata, names));
  const { nRows, nCols } = x;
  const out = floats(x.dtype, nRows * nCols);
  const residual = new Float64Array(nRows);
  eachColumn(x, ({ values, rows, count }, j) => {
    if (j % REPORT_EVERY === 0) {
      throwIfAborted(options.signal, "regressOut()");
      options.onProgress?.({ stage: "regressing out", done: j, total: nCols });
    }
    residual.fill(0);
    for (let p = 0; p < count; p++) residual[rows[p]!] = values[p]!;
    for (const direction of basis) {
      let along = 0;
      for (let p = 0; p < count; p++) along += direction[rows[p]!]! * values[p]!;
      for (let i = 0; i < nRows; i++) residual[i]! -= along * direction[i]!;
    }
    checkFinite(residual[0] ?? 0, adata, j);
    for (let i = 0; i < nRows; i++) out[i * nCols + j] = residual[i]!;
  });
  return adata.with({ X: new Dense(out, { shape: [nRows, nCols] }), layers: keptCounts(adata) }) as T;
}

/** A single value that is not finite spoils every residual of its column, so one is looked at. */
function checkFinite(residual: number, adata: AnnData, j: number): void {
  if (Number.isFinite(residual)) return;
  throw new WeftError("BadValues", {
    expected: "finite values for regressOut()",
    found: `NaN or infinity in variable '${adata.varNames[j]}'`,
    next: "Remove or fill such values first.",
  });
}
