import { checkNumber, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { columnSums, rowSums } from "./values/axis_sums.ts";
import { countsOf, type CountsOptions, keptCounts } from "./counts.ts";
import { floats, type RowMajor, withValues } from "./row_major.ts";

/** Options of {@linkcode tfidf}. */
export interface TfidfOptions extends CountsOptions {
  /** Which form: muon's (the default, as SMART), or Seurat's as SpatialGlue, PRAGA and RIA use it. */
  readonly flavor?: "muon" | "seurat";
  /** Takes ln(1 + tf); muon's form only. Default true. */
  readonly logTf?: boolean;
  /** Takes ln(1 + idf); muon's form only. Default true. */
  readonly logIdf?: boolean;
  /** Takes ln(1 + tf · idf) in place of the two logarithms before; muon's form only. Default false. */
  readonly logTfidf?: boolean;
  /** What shares of an observation's sum are multiplied with. Default 1e4. */
  readonly scaleFactor?: number;
}

/**
 * Term frequency times inverse document frequency, for chromatin peaks.
 *
 * With s_i the sum of an observation, c_g the sum of a variable, F the scale factor and N observations:
 *
 * - `"muon"`: y = ln(1 + F · x_ig / s_i) · ln(1 + N / c_g), each logarithm as its option says;
 * - `"seurat"`: t = (x_ig / s_i) · (N / c_g), then every row divided by its sum, then y = ln(1 + F · t).
 *
 * Reads `layers["counts"]`, else `X`; the result is the new `X` (float32, float64 for float64 input; sparse where the
 * counts are). Empty rows and columns stay 0. Counts that were in `X` are kept in `layers["counts"]`.
 *
 * @param adata `nObs × nVars`.
 * @param options Form and its logarithms, layer, `allowNonCounts`.
 * @returns The object with a new `X`.
 * @throws {WeftError} `BadValues` when the values are not counts and `allowNonCounts` is not set; `InvalidArgument`
 *   when `logTfidf` is asked for together with another logarithm, or a logarithm of Seurat's form.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { tfidf } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = tfidf(new AnnData({ X: Dense.fromRows([[1, 1], [0, 2]], "float64") }));
 * assert.equal(adata.X!.data[0], Math.log1p(1e4 * 0.5) * Math.log1p(2 / 1));
 * ```
 */
export function tfidf<T extends AnnData>(adata: T, options: TfidfOptions = {}): T {
  const { flavor = "muon", scaleFactor = 1e4 } = options;
  checkOneOf(flavor, "flavor", ["muon", "seurat"]);
  checkNumber(scaleFactor, "scaleFactor", Number.MIN_VALUE);
  checkLogarithms(options);
  const counts = countsOf(adata, "tfidf()", options);
  const out = flavor === "muon" ? muonForm(counts, options) : seuratTfidf(counts, scaleFactor);
  return adata.with({ X: withValues(counts, out), layers: keptCounts(adata), uns: { log1p: undefined } }) as T;
}

function muonForm(x: RowMajor, options: TfidfOptions): Float32Array | Float64Array {
  const { logTfidf = false, logTf = !logTfidf, logIdf = !logTfidf, scaleFactor = 1e4 } = options;
  const { data, nRows, nCols } = x;
  const inverse = inverseFrequencies(x);
  if (logIdf) inverse.forEach((value, j) => inverse[j] = Math.log1p(value));
  const sums = rowSums(x);
  const columnOf = x.kind === "csr" ? x.indices : undefined;
  const out = floats(x.dtype, data.length);
  for (let i = 0; i < nRows; i++) {
    const factor = sums[i] === 0 ? 0 : scaleFactor / sums[i]!;
    const start = x.kind === "csr" ? x.indptr[i]! : i * nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + nCols;
    for (let p = start; p < end; p++) {
      const share = factor * data[p]!;
      const value = (logTf ? Math.log1p(share) : share) * inverse[columnOf ? columnOf[p]! : p - start]!;
      out[p] = logTfidf ? Math.log1p(value) : value;
    }
  }
  return out;
}

/** Seurat's form of TF-IDF of the stored entries. */
export function seuratTfidf(x: RowMajor, scaleFactor: number): Float32Array | Float64Array {
  const { data, nRows, nCols } = x;
  const inverse = inverseFrequencies(x);
  const columnOf = x.kind === "csr" ? x.indices : undefined;
  const out = floats(x.dtype, data.length);
  for (let i = 0; i < nRows; i++) {
    const start = x.kind === "csr" ? x.indptr[i]! : i * nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + nCols;
    // The sum of the observation cancels when the row is divided by its own sum.
    let sum = 0;
    for (let p = start; p < end; p++) sum += data[p]! * inverse[columnOf ? columnOf[p]! : p - start]!;
    const factor = sum === 0 ? 0 : scaleFactor / sum;
    for (let p = start; p < end; p++) {
      out[p] = Math.log1p(factor * data[p]! * inverse[columnOf ? columnOf[p]! : p - start]!);
    }
  }
  return out;
}

/** N / (sum of the variable); 0 where the sum is 0. */
function inverseFrequencies(x: RowMajor): Float64Array {
  return columnSums(x).map((sum) => sum === 0 ? 0 : x.nRows / sum);
}

function checkLogarithms({ flavor, logTf, logIdf, logTfidf }: TfidfOptions): void {
  const chosen = { logTf, logIdf, logTfidf };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined).map(([name]) => name);
  if (flavor === "seurat" && given.length > 0) {
    throw new WeftError("InvalidArgument", {
      expected: 'no choice of logarithms with flavor "seurat"',
      found: given.join(", "),
      next: 'Use flavor "muon" for that.',
    });
  }
  if (logTfidf && (logTf || logIdf)) {
    throw new WeftError("InvalidArgument", {
      expected: "logTfidf without logTf and logIdf",
      found: "both",
      next: "Set logTf and logIdf to false, or leave them out.",
    });
  }
}
