import { checkInteger, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import { columnPositives, columnSums, rowPositives, rowSums } from "./values/axis_sums.ts";
import { countsOf, type CountsOptions } from "./counts.ts";
import type { RowMajor } from "./row_major.ts";

/** Options of {@linkcode qcMetrics}. */
export interface QcMetricsOptions extends CountsOptions {
  /** Boolean columns of `var` that name groups of variables to follow, such as `"mt"`; none by default. */
  readonly qcVars?: readonly string[];
  /** Shares of the counts in the top so many variables. Default 50, 100, 200, 500, as far as there are variables. */
  readonly percentTop?: readonly number[];
}

/**
 * Quality figures of observations and variables under scanpy's names.
 *
 * `obs`: `n_genes_by_counts`, `total_counts`, `pct_counts_in_top_<n>_genes`, and per group `total_counts_<group>` and
 * `pct_counts_<group>`; `var`: `n_cells_by_counts`, `mean_counts`, `pct_dropout_by_counts`, `total_counts`; numbers and
 * sums also as `log1p_…`. Percentages of an observation without counts are NaN.
 *
 * @param adata `nObs × nVars`; reads `layers["counts"]`, else `X`.
 * @param options Groups, tops, layer, `allowNonCounts`.
 * @returns The object with columns added to `obs` and `var`.
 * @throws {WeftError} `BadValues` when the values are not counts or a group is not a column of booleans; `NotFound` for
 *   an unknown group; `InvalidArgument` for a top beyond the number of variables.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { qcMetrics } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = qcMetrics(new AnnData({ X: Dense.fromRows([[3, 0, 1], [0, 0, 2]]) }), { percentTop: [1] });
 * assert.deepEqual(adata.obs.column("total_counts").toArray(), [4, 2]);
 * assert.deepEqual(adata.obs.column("pct_counts_in_top_1_genes").toArray(), [75, 100]);
 * assert.deepEqual(adata.var.column("pct_dropout_by_counts").toArray(), [50, 100, 0]);
 * ```
 */
export function qcMetrics<T extends AnnData>(adata: T, options: QcMetricsOptions = {}): T {
  const tops = topsOf(options.percentTop, adata.nVars);
  const groups = (options.qcVars ?? []).map((name) => [name, groupMask(adata, name)] as const);
  const counts = countsOf(adata, "qcMetrics()", options);
  const totals = rowSums(counts);
  const genes = rowPositives(counts);
  const obs: Record<string, Int32Array | Float64Array> = {
    "n_genes_by_counts": Int32Array.from(genes),
    "log1p_n_genes_by_counts": genes.map(Math.log1p),
    "total_counts": totals,
    "log1p_total_counts": totals.map(Math.log1p),
  };
  topShares(counts, tops).forEach((shares, t) => obs[`pct_counts_in_top_${tops[t]}_genes`] = shares);
  for (const [name, mask] of groups) {
    const within = sumsWithin(counts, mask);
    obs[`total_counts_${name}`] = within;
    obs[`log1p_total_counts_${name}`] = within.map(Math.log1p);
    obs[`pct_counts_${name}`] = within.map((sum, i) => 100 * sum / totals[i]!);
  }
  return adata.with({ obs, var: variableMetrics(counts) }) as T;
}

function variableMetrics(counts: RowMajor): Record<string, Int32Array | Float64Array> {
  const { nRows } = counts;
  const cells = columnPositives(counts);
  const totals = columnSums(counts);
  const means = totals.map((total) => total / nRows);
  return {
    n_cells_by_counts: Int32Array.from(cells),
    mean_counts: means,
    log1p_mean_counts: means.map(Math.log1p),
    pct_dropout_by_counts: cells.map((number) => 100 * (1 - number / nRows)),
    total_counts: totals,
    log1p_total_counts: totals.map(Math.log1p),
  };
}

/** Per top: the share, in percent, of every row's sum that lies in its largest values. */
function topShares(x: RowMajor, tops: readonly number[]): Float64Array[] {
  const shares = tops.map(() => new Float64Array(x.nRows));
  if (tops.length === 0) return shares;
  for (let i = 0; i < x.nRows; i++) {
    const start = x.kind === "csr" ? x.indptr[i]! : i * x.nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + x.nCols;
    const sorted = Float64Array.from(x.data.subarray(start, end)).sort();
    let sum = 0;
    for (let p = sorted.length - 1, t = 0; t < tops.length; t++) {
      for (const stop = sorted.length - tops[t]!; p >= 0 && p >= stop; p--) sum += sorted[p]!;
      shares[t]![i] = sum;
    }
    const rest = sorted.subarray(0, Math.max(0, sorted.length - (tops.at(-1) ?? 0)));
    const total = rest.reduce((all, value) => all + value, sum);
    for (const share of shares) share[i] = 100 * share[i]! / total;
  }
  return shares;
}

function sumsWithin(x: RowMajor, mask: Uint8Array): Float64Array {
  const sums = new Float64Array(x.nRows);
  for (let i = 0; i < x.nRows; i++) {
    const start = x.kind === "csr" ? x.indptr[i]! : i * x.nCols;
    const end = x.kind === "csr" ? x.indptr[i + 1]! : start + x.nCols;
    for (let p = start; p < end; p++) if (mask[x.kind === "csr" ? x.indices[p]! : p - start]) sums[i]! += x.data[p]!;
  }
  return sums;
}

function topsOf(given: readonly number[] | undefined, nVars: number): number[] {
  given?.forEach((top, t) => checkInteger(top, `percentTop[${t}]`, 1, nVars));
  return [...(given ?? [50, 100, 200, 500].filter((top) => top <= nVars))].sort((a, b) => a - b);
}

function groupMask(adata: AnnData, name: string): Uint8Array {
  const column = adata.var.column(name);
  if (column.kind === "boolean") return column.values;
  throw new WeftError("BadValues", {
    expected: `var[${show(name)}] to hold true and false`,
    found: `a ${column.kind} column`,
    next: "Add it with adata.with({ var: { [name]: mask } }), mask being a list of booleans.",
  });
}
