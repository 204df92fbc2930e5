import { checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import { takeColumns } from "../data/matrix.ts";
import type { Svd } from "../linalg/svd.ts";
import { columnMoments } from "./values/column_moments.ts";
import { componentCount } from "./components/component_count.ts";
import { highlyVariableMask } from "./components/highly_variable_mask.ts";
import { type ComponentSolver, leadingComponents } from "./components/leading_components.ts";
import { matrixOf } from "./matrix_of.ts";
import { maxComponents } from "./components/max_components.ts";
import { floats, type RowMajor, rowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode pca}. */
export interface PcaOptions {
  /** How many components, at most min(observations, variables used) − 1. Default 50, or as many as there can be. */
  readonly nComps?: number;
  /** Uses only variables marked in `var["highly_variable"]`. Default: where there is such a column. */
  readonly useHighlyVariable?: boolean;
  /** Subtracts the mean of every variable. Default true. */
  readonly zeroCenter?: boolean;
  /**
   * Divides every variable used by its standard deviation (divisor nObs − 1; 1 where that is 0), as after `scale()`, but
   * without a dense copy of all variables and without changing `X`. Default false.
   */
  readonly standardize?: boolean;
  /**
   * `"exact"` (to rounding), `"randomized"` (seven power iterations; four when many components are asked for), or
   * `"auto"`, the default: exact up to 250,000 observations and variables together, randomized above.
   */
  readonly solver?: ComponentSolver;
  /** Seed of the random start vectors. Default 0. */
  readonly seed?: number;
  /** The layer to decompose in place of `X`. */
  readonly layer?: string;
  /** Key in `obsm`, `varm` and `uns`. Default `X_pca`, `PCs` and `pca`. */
  readonly keyAdded?: string;
}

/**
 * Principal components: with X centred, X = U S Vᵀ; scores are U S.
 *
 * Writes `obsm["X_pca"]` (`nObs × nComps`, float32, float64 for float64 input), `varm["PCs"]` (`nVars × nComps`, zero
 * for variables not used) and `uns["pca"]` (`variance` = s² / (nObs − 1), `variance_ratio`, `params`). The entry of
 * largest size in every column of the scores is positive. A sparse matrix is never made dense.
 *
 * @param adata `nObs × nVars`, finite values.
 * @param options Number of components, variables used, centring, standardisation, solver, seed, layer, key.
 * @returns The object with the scores, loadings and variances added.
 * @throws {WeftError} `TooSmall` for fewer than two observations or variables, or more components than there can be;
 *   `BadValues` for NaN or infinity; `NotFound` when highly variable genes are asked for and not marked.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { pca } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = pca(new AnnData({ X: Dense.fromRows([[0, 0, 1], [2, 2, 1], [4, 4, 1]]) }), { nComps: 1 });
 * const scores = adata.obsm.X_pca as Dense;
 * assert(Math.abs(scores.get(2, 0) - scores.get(0, 0)) > 5.6);
 * ```
 */
export function pca<T extends AnnData>(adata: T, options: PcaOptions = {}): T {
  const { zeroCenter = true, standardize = false, solver = "auto", seed = 0, useHighlyVariable, keyAdded } = options;
  checkOneOf(solver, "solver", ["auto", "exact", "randomized"]);
  const chosen = highlyVariableMask(adata, useHighlyVariable);
  const matrix = matrixOf(adata, options.layer);
  const nComps = componentCount(options.nComps, maxComponents(adata, useHighlyVariable));
  const given = rowMajor(chosen && chosen.length < adata.nVars ? takeColumns(matrix, chosen) : matrix);
  const x = standardize ? standardized(given, columnMoments(given).variances) : given;
  const moments = columnMoments(x);
  const total = moments.variances.reduce((sum, variance) => sum + variance, 0);
  if (!Number.isFinite(total)) {
    throw new WeftError("BadValues", {
      expected: "finite values for pca()",
      found: "NaN or infinity",
      where: options.layer === undefined ? "X" : `layers["${options.layer}"]`,
      next: "Remove or fill such values first.",
    });
  }
  const offsets = zeroCenter ? moments.means : new Float64Array(x.nCols);
  const found = leadingComponents(x, { nComps, offsets, solver, seed });
  const scores = scoresOf(found, x);
  const variance = zeroCenter ? found.s.map((s) => s * s / (x.nRows - 1)) : scoreVariances(scores, nComps);
  const whole = zeroCenter ? total : total * (x.nRows - 1) / x.nRows;
  return adata.with({
    obsm: { [keyAdded ?? "X_pca"]: new Dense(scores, { shape: [x.nRows, nComps] }) },
    varm: { [keyAdded ?? "PCs"]: loadings(found, x, chosen, adata.nVars) },
    uns: {
      [keyAdded ?? "pca"]: {
        params: {
          zero_center: zeroCenter,
          use_highly_variable: chosen !== undefined,
          ...(standardize && { standardize }),
          ...(chosen && { mask_var: "highly_variable" }),
        },
        variance: new Dense(variance, { shape: [nComps] }),
        variance_ratio: new Dense(variance.map((value) => whole > 0 ? value / whole : 0), { shape: [nComps] }),
      },
    },
  }) as T;
}

/** Every variable divided by its standard deviation; constant ones stay. */
function standardized(x: RowMajor, variances: Float64Array): RowMajor {
  const factors = variances.map((variance) => 1 / (Math.sqrt(variance) || 1));
  const { data, nCols } = x;
  const out = floats(x.dtype, data.length);
  if (x.kind === "csr") {
    for (let p = 0; p < data.length; p++) out[p] = data[p]! * factors[x.indices[p]!]!;
  } else {
    for (let start = 0; start < data.length; start += nCols) {
      for (let j = 0; j < nCols; j++) out[start + j] = data[start + j]! * factors[j]!;
    }
  }
  return withValues(x, out) as RowMajor;
}

function scoresOf({ u, s, nComps }: Svd, x: RowMajor): Float32Array | Float64Array {
  const scores = floats(x.dtype, u.length);
  for (let at = 0; at < u.length; at++) scores[at] = u[at]! * s[at % nComps]!;
  return scores;
}

function loadings({ v, nComps }: Svd, x: RowMajor, chosen: Int32Array | undefined, nVars: number): Dense {
  const all = floats(x.dtype, nVars * nComps);
  for (let j = 0; j < x.nCols; j++) {
    all.set(v.subarray(j * nComps, (j + 1) * nComps), (chosen ? chosen[j]! : j) * nComps);
  }
  return new Dense(all, { shape: [nVars, nComps] });
}

/** Variance (divisor n) of every column of scores, which need not have mean 0 without centring. */
function scoreVariances(scores: Float32Array | Float64Array, nComps: number): Float64Array {
  const nRows = scores.length / nComps;
  const x = new Dense(scores, { shape: [nRows, nComps] }) as RowMajor;
  return columnMoments(x).variances.map((variance) => variance * (nRows - 1) / nRows);
}
