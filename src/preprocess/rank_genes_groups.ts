import { checkInteger, checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import { adjustPValues, type PValueCorrection } from "../core/special/adjust_p_values.ts";
import type { AnnData } from "../data/anndata.ts";
import type { Matrix } from "../data/matrix.ts";
import { isCounts } from "./counts.ts";
import { groupMoments, mergeMoments, type Moments } from "./markers/group_moments.ts";
import { type GroupMarkers, markersEntry } from "./markers/markers_entry.ts";
import { type MarkerGroups, markerGroups } from "./markers/marker_groups.ts";
import type { TestResult } from "./markers/test_result.ts";
import { welchTest } from "./markers/welch_test.ts";
import { wilcoxonTest } from "./markers/wilcoxon_test.ts";
import { matrixOf } from "./matrix_of.ts";

/** The tests that {@linkcode rankGenesGroups} knows, by scanpy's names. */
export type RankMethod = "t-test" | "t-test_overestim_var" | "wilcoxon";

/** Options of {@linkcode rankGenesGroups}. */
export interface RankGenesGroupsOptions extends Watched {
  /** The test. Default `"t-test"`, Welch's; `"t-test_overestim_var"` takes the rest to be as small as the group. */
  readonly method?: RankMethod;
  /** Groups to test. Default: all that occur. */
  readonly groups?: readonly string[];
  /** A group to compare with, or `"rest"`: all other observations. Default `"rest"`. */
  readonly reference?: string;
  /** How many genes are kept per group, the highest scores first. Default: all. */
  readonly nGenes?: number;
  /** Ranks by the size of the score, whatever its sign. Default false. */
  readonly rankbyAbs?: boolean;
  /** Corrects Wilcoxon's variance for ties. Default false, as scanpy. */
  readonly tieCorrect?: boolean;
  /** PValueCorrection for the number of genes. Default `"benjamini-hochberg"`. */
  readonly corrMethod?: PValueCorrection;
  /** Also keeps the share of observations of each group (and of the rest) in which a gene is not zero. Default false. */
  readonly pts?: boolean;
  /** A layer to read in place of `X`. */
  readonly layer?: string;
  /** Reads `raw`. Default: when there is one and no layer is named. */
  readonly useRaw?: boolean;
  /** Takes counts as they are, although fold changes expect logged values. Default false. */
  readonly allowCounts?: boolean;
  /** Key in `uns`. Default `"rank_genes_groups"`. */
  readonly keyAdded?: string;
}

/**
 * Ranks the genes that mark each group of observations, as scanpy does.
 *
 * The fold change is log₂((expm1(mean in group) + 1e-9) / (expm1(mean outside) + 1e-9)), with the base of
 * `uns["log1p"]`; it is NaN where centred data make a mean too negative for that. Observations without a group belong
 * to every rest.
 *
 * @param adata `nObs × nVars`, log-normalised.
 * @param groupby Column of `obs` with the groups.
 * @param options See {@linkcode RankGenesGroupsOptions}.
 * @returns The object with `uns["rank_genes_groups"]`: `params`, and record arrays `names`, `scores`,
 * `logfoldchanges` (float32), `pvals`, `pvals_adj` (float64) with a field per group. {@linkcode rankGenesGroupsFrame}
 * reads it as a table.
 * @throws {WeftError} `NotFound` for an unknown column, group, reference or layer; `TooSmall` for a group of one
 * observation; `BadValues` for counts or values that are not finite; `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { rankGenesGroups, rankGenesGroupsFrame } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[2.5, 0], [2.1, 0.3], [0, 1.9], [0.2, 2.2]]),
 *   obs: new Frame(["a", "b", "c", "d"], { type: ["T", "T", "B", "B"] }),
 *   var: new Frame(["CD3E", "MS4A1"]),
 * });
 * const ranked = rankGenesGroups(adata, "type", { method: "wilcoxon" });
 * assert.deepEqual(rankGenesGroupsFrame(ranked, { group: "T" }).column("names").toArray(), ["CD3E", "MS4A1"]);
 * ```
 */
export function rankGenesGroups<T extends AnnData>(adata: T, groupby: string, options: RankGenesGroupsOptions = {}): T {
  const { method = "t-test", reference = "rest", corrMethod = "benjamini-hochberg", layer = null } = options;
  const { keyAdded = "rank_genes_groups", rankbyAbs = false, pts = false } = options;
  checkOneOf(method, "method", ["t-test", "t-test_overestim_var", "wilcoxon"]);
  checkOneOf(corrMethod, "corrMethod", ["benjamini-hochberg", "bonferroni"]);
  const useRaw = options.useRaw ?? (adata.raw !== null && layer === null);
  const [x, geneNames] = valuesOf(adata, useRaw, options);
  const nGenes = Math.min(options.nGenes ?? x.nCols, x.nCols);
  checkInteger(options.nGenes ?? x.nCols, "nGenes", 0);
  const groups = markerGroups(adata, groupby, options.groups, reference);
  const moments = groupMoments(x, groups.codes, groups.sizes);
  const others = groups.tested.map((g) => otherMoments(moments, groups, g));
  const tests = method === "wilcoxon"
    ? wilcoxonTest(x, groups, options.tieCorrect ?? false, options)
    : groups.tested.map((g, k) => {
      const other = others[k]!;
      return welchTest(moments[g]!, other, method === "t-test" ? other.n : moments[g]!.n);
    });
  const logBase = baseOfLog(adata);
  const markers = groups.tested.map((g, k): GroupMarkers => ({
    name: groups.names[g]!,
    order: topGenes(tests[k]!, nGenes, rankbyAbs),
    ...tests[k]!,
    adjusted: adjustPValues(tests[k]!.pValues, corrMethod),
    foldChanges: foldChanges(moments[g]!.mean, others[k]!.mean, logBase),
    shares: moments[g]!.nonZero,
    otherShares: others[k]!.nonZero,
  }));
  const params = { groupby, reference, method, "use_raw": useRaw, layer, "corr_method": corrMethod };
  const referenceShares = reference === "rest" || !pts
    ? null
    : { name: reference, shares: moments[groups.reference]!.nonZero };
  return adata.with({ uns: { [keyAdded]: markersEntry(markers, geneNames, params, pts, referenceShares) } }) as T;
}

function valuesOf(adata: AnnData, useRaw: boolean, options: RankGenesGroupsOptions): [Matrix, readonly string[]] {
  if (useRaw && options.layer !== undefined) {
    throw new WeftError("InvalidArgument", {
      expected: "either a layer or useRaw",
      found: `both (layer '${options.layer}')`,
      next: "Leave one out.",
    });
  }
  if (useRaw && !adata.raw) {
    throw new WeftError("NotFound", {
      expected: "raw values",
      found: "an object without raw",
      next: "Leave useRaw out.",
    });
  }
  const x = useRaw ? adata.raw!.X : matrixOf(adata, options.layer);
  const where = useRaw ? "raw" : options.layer === undefined ? "X" : `layers["${options.layer}"]`;
  const wrong = (x.data as Float64Array).findIndex((value) => !Number.isFinite(Number(value)));
  if (wrong >= 0) {
    throw new WeftError("BadValues", { expected: "finite values", found: `${x.data[wrong]}`, where });
  }
  if (!options.allowCounts && x.data.length > 0 && isCounts(x)) {
    throw new WeftError("BadValues", {
      expected: "log-normalised values for rankGenesGroups()",
      found: "counts",
      where,
      next: "Call normalizeTotal() and log1p() first, or pass allowCounts: true to use them as they are.",
    });
  }
  return [x, useRaw ? adata.raw!.var.index : adata.var.index];
}

function otherMoments(moments: readonly Moments[], { reference }: MarkerGroups, group: number): Moments {
  return reference >= 0 ? moments[reference]! : mergeMoments(moments.filter((_, g) => g !== group));
}

function baseOfLog(adata: AnnData): number {
  const entry = adata.uns["log1p"] as { base?: unknown } | undefined;
  const base = Number(entry?.base ?? NaN);
  return Number.isFinite(base) && base > 0 ? Math.log(base) : 1;
}

function foldChanges(group: Float64Array, other: Float64Array, logBase: number): Float64Array {
  return group.map((mean, j) =>
    Math.log2((Math.expm1(mean * logBase) + 1e-9) / (Math.expm1(other[j]! * logBase) + 1e-9))
  );
}

/** The genes by falling score; equal scores stay in the order of the genes. */
function topGenes({ scores }: TestResult, nGenes: number, rankbyAbs: boolean): Int32Array {
  const keys = rankbyAbs ? scores.map(Math.abs) : scores;
  return Int32Array.from(keys.keys()).sort((a, b) => keys[b]! - keys[a]! || a - b).slice(0, nGenes);
}
