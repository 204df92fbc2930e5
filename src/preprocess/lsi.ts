import { checkOneOf } from "../core/check.ts";
import type { AnnData } from "../data/anndata.ts";
import { Dense } from "../data/dense.ts";
import { takeColumns } from "../data/matrix.ts";
import { rowSums } from "./values/axis_sums.ts";
import { columnMoments } from "./values/column_moments.ts";
import { componentCount } from "./components/component_count.ts";
import { countsOf, type CountsOptions } from "./counts.ts";
import { highlyVariableMask } from "./components/highly_variable_mask.ts";
import { type ComponentSolver, leadingComponents } from "./components/leading_components.ts";
import { matrixOf } from "./matrix_of.ts";
import { maxComponents } from "./components/max_components.ts";
import { floats, type RowMajor, rowMajor, withValues } from "./row_major.ts";
import { seuratTfidf } from "./tfidf.ts";

/** Options of {@linkcode lsi}. */
export interface LsiOptions extends CountsOptions {
  /** How many components, at most min(observations, variables used) − 1. Default 50, or as many as there can be. */
  readonly nComps?: number;
  /**
   * `"muon"` (default): X as it is, after `tfidf()`. `"seurat"`: as SpatialGlue, PRAGA and RIA do it, from counts:
   * Seurat's TF-IDF, every observation standardised over its components, the first component dropped.
   */
  readonly flavor?: "muon" | "seurat";
  /** Brings every component to mean 0 and variance 1 (divisor n); muon's form only. Default true. */
  readonly scaleEmbeddings?: boolean;
  /** Uses only variables marked in `var["highly_variable"]`. Default: where there is such a column. */
  readonly useHighlyVariable?: boolean;
  /** How the decomposition is computed, as in `pca`. Default `"auto"`. */
  readonly solver?: ComponentSolver;
  /** Seed of the random start vectors. Default 0. */
  readonly seed?: number;
}

/**
 * Latent semantic indexing for chromatin peaks: the left singular vectors of a TF-IDF matrix, which is not centred.
 *
 * Writes `obsm["X_lsi"]` (`nObs × nComps`), `varm["LSI"]` (`nVars × nComps`, zero for variables not used) and
 * `uns["lsi"]` (`stdev` = s / √(nObs − 1)). The entry of largest size in every left singular vector is positive, which
 * matters for `"seurat"`: standardising rows mixes the components.
 *
 * @param adata `nObs × nVars`: transformed by `tfidf()` for `"muon"` (`X`, or `layer`), counts for `"seurat"`
 *   (`layers["counts"]`, else `X`, or `layer`).
 * @param options Components, form, variables used, solver, seed, layer, `allowNonCounts`.
 * @returns The object with the embedding added.
 * @throws {WeftError} `TooSmall` for more components than there can be; `BadValues` for NaN, or values that are not
 *   counts with `"seurat"`.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { lsi, tfidf } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const peaks = new AnnData({ X: Dense.fromRows([[1, 0, 1], [1, 0, 2], [0, 3, 0], [0, 1, 1]]) });
 * assert.equal(lsi(tfidf(peaks), { nComps: 2 }).obsm.X_lsi!.nCols, 2);
 * ```
 */
export function lsi<T extends AnnData>(adata: T, options: LsiOptions = {}): T {
  const { flavor = "muon", scaleEmbeddings = true, solver = "auto", seed = 0, useHighlyVariable } = options;
  checkOneOf(flavor, "flavor", ["muon", "seurat"]);
  checkOneOf(solver, "solver", ["auto", "exact", "randomized"]);
  const whole = flavor === "muon"
    ? rowMajor(matrixOf(adata, options.layer))
    : countsOf(adata, "lsi(flavor: 'seurat')", options);
  const nComps = componentCount(options.nComps, maxComponents(adata, useHighlyVariable));
  const chosen = highlyVariableMask(adata, useHighlyVariable);
  const part = chosen ? takeColumns(whole, chosen) : whole;
  const x = flavor === "muon" ? part : transformed(part);
  const dropped = flavor === "muon" ? 0 : 1;
  const offsets = new Float64Array(x.nCols);
  const { u, s, v } = leadingComponents(x, { nComps: nComps + dropped, offsets, solver, seed });
  const standardized = flavor === "seurat"
    ? standardizeRows(u, rowSums(x))
    : scaleEmbeddings
    ? standardizeColumns(u, nComps)
    : u;
  const scores = withoutFirst(standardized, nComps + dropped, dropped, x);
  const loadings = floats(x.dtype, adata.nVars * nComps);
  withoutFirst(v, nComps + dropped, dropped, x).forEach((value, at) => {
    const j = Math.floor(at / nComps);
    loadings[(chosen ? chosen[j]! : j) * nComps + at % nComps] = value;
  });
  const stdev = s.slice(dropped).map((value) => value / Math.sqrt(x.nRows - 1));
  return adata.with({
    obsm: { X_lsi: new Dense(scores, { shape: [x.nRows, nComps] }) },
    varm: { LSI: new Dense(loadings, { shape: [adata.nVars, nComps] }) },
    uns: { lsi: { stdev: new Dense(stdev, { shape: [nComps] }) } },
  }) as T;
}

function transformed(counts: RowMajor): RowMajor {
  return withValues(counts, seuratTfidf(counts, 1e4)) as RowMajor;
}

/** Every row minus its mean, divided by its deviation (divisor width − 1); rows of empty observations are 0. */
function standardizeRows(u: Float64Array, sums: Float64Array): Float64Array {
  const width = u.length / sums.length;
  const out = new Float64Array(u.length);
  for (let i = 0, start = 0; i < sums.length; i++, start += width) {
    if (sums[i] === 0) continue;
    let mean = 0;
    for (let k = 0; k < width; k++) mean += u[start + k]! / width;
    let squares = 0;
    for (let k = 0; k < width; k++) squares += (u[start + k]! - mean) ** 2;
    const deviation = Math.sqrt(squares / (width - 1)) || 1;
    for (let k = 0; k < width; k++) out[start + k] = (u[start + k]! - mean) / deviation;
  }
  return out;
}

function standardizeColumns(u: Float64Array, width: number): Float64Array {
  const nRows = u.length / width;
  const { means, variances } = columnMoments(new Dense(u, { shape: [nRows, width] }) as RowMajor);
  const deviations = variances.map((variance) => Math.sqrt(variance * (nRows - 1) / nRows) || 1);
  return u.map((value, at) => (value - means[at % width]!) / deviations[at % width]!);
}

function withoutFirst(values: Float64Array, width: number, dropped: number, x: RowMajor): Float32Array | Float64Array {
  const kept = width - dropped;
  const out = floats(x.dtype, values.length / width * kept);
  for (let at = 0; at < out.length; at++) out[at] = values[Math.floor(at / kept) * width + at % kept + dropped]!;
  return out;
}
