import { checkInteger, checkNumber, checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { AnnData } from "../data/anndata.ts";
import type { NumberArray } from "../data/dtype.ts";
import type { UnsDict, UnsValue } from "../data/uns.ts";
import { batchRows } from "./variable/batches.ts";
import { countsOf, type CountsOptions, isCounts } from "./counts.ts";
import { matrixOf } from "./matrix_of.ts";
import { rowMajor } from "./row_major.ts";
import { variableByDispersion } from "./variable/variable_by_dispersion.ts";
import { variableByVariance } from "./variable/variable_by_variance.ts";
import type { VariableColumns } from "./variable/variable_columns.ts";

/** Ways to find highly variable genes, by scanpy's names. */
export type HvgFlavor = "seurat" | "cell_ranger" | "seurat_v3" | "seurat_v3_paper";

/** Options of {@linkcode highlyVariableGenes}. */
export interface HighlyVariableGenesOptions extends CountsOptions {
  /**
   * `"seurat"` (default) and `"cell_ranger"` compare dispersions of logged data; `"seurat_v3"` and `"seurat_v3_paper"`
   * standardised variances of counts, and differ only over several batches.
   */
  readonly flavor?: HvgFlavor;
  /** How many to choose. Default 2000 for the v3 flavors; the cutoffs decide for the others. */
  readonly nTopGenes?: number;
  /** Column of `obs` with batches: genes are found in each, then combined. */
  readonly batchKey?: string;
  /** Share of the genes each local fit of the loess curve sees; v3 flavors. Default 0.3. */
  readonly span?: number;
  /** Bins of mean expression; flavor `"seurat"`. Default 20. */
  readonly nBins?: number;
  /** Mean must be above; without `nTopGenes`. Default 0.0125. */
  readonly minMean?: number;
  /** Mean must be below; without `nTopGenes`. Default 3. */
  readonly maxMean?: number;
  /** Normalised dispersion must be above; without `nTopGenes`. Default 0.5. */
  readonly minDisp?: number;
  /** Normalised dispersion must be below; without `nTopGenes`. Default infinity. */
  readonly maxDisp?: number;
  /** Keeps only the chosen genes. Default false. */
  readonly subset?: boolean;
}

/**
 * Marks the genes that vary more than their mean lets expect, in `var["highly_variable"]`.
 *
 * The v3 flavors read counts (`layers["counts"]`, else `X`) and write `highly_variable_rank` (0 is the best, NaN beyond
 * `nTopGenes`), `means`, `variances`, `variances_norm`; the others read logged values (`X`, or `layer`) and write
 * `means`, `dispersions`, `dispersions_norm`. With `batchKey` also `highly_variable_nbatches` (and
 * `highly_variable_intersection`). Names and values are scanpy's; where scanpy's loess fails on sparse data or its bins
 * coincide, the fit falls to a lower degree and bins are joined. Asking for more genes than there are chooses all.
 *
 * @param adata `nObs × nVars`.
 * @param options Flavor and its parameters.
 * @returns The object with columns added to `var`; only the chosen variables with `subset`.
 * @throws {WeftError} `BadValues` when a v3 flavor gets values that are not counts (and `allowNonCounts` is not set) or
 *   another flavor gets counts, and
 *   for NaN; `TooSmall` without observations; `NotFound` for an unknown batch column.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { highlyVariableGenes } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const X = Dense.fromRows([[5, 1, 0, 2], [5, 0, 9, 2], [4, 1, 0, 3], [5, 0, 8, 2], [4, 1, 1, 2]]);
 * const adata = highlyVariableGenes(new AnnData({ X }), { flavor: "seurat_v3", nTopGenes: 1, span: 1 });
 * assert.equal(adata.var.column("highly_variable").toArray().filter(Boolean).length, 1);
 * ```
 */
export function highlyVariableGenes<T extends AnnData>(adata: T, options: HighlyVariableGenesOptions = {}): T {
  const { flavor = "seurat", subset = false, nTopGenes } = options;
  checkOneOf(flavor, "flavor", ["seurat", "cell_ranger", "seurat_v3", "seurat_v3_paper"]);
  if (nTopGenes !== undefined) checkInteger(nTopGenes, "nTopGenes", 1);
  if (adata.nObs === 0) {
    throw new WeftError("TooSmall", { expected: "observations to measure variation in", found: "none", where: "obs" });
  }
  const columns = flavor === "seurat" || flavor === "cell_ranger"
    ? byDispersion(adata, flavor, options)
    : byVariance(adata, flavor, options);
  const marked = adata.with({ var: columns, uns: { hvg: { flavor } } });
  if (!subset) return marked as T;
  const chosen = Int32Array.from(columns.highly_variable.values.keys().filter((j) => columns.highly_variable.get(j)));
  return marked.subset({ var: chosen }) as T;
}

function byVariance(adata: AnnData, flavor: HvgFlavor, options: HighlyVariableGenesOptions): VariableColumns {
  const { span = 0.3, nTopGenes = 2000, batchKey } = options;
  checkNumber(span, "span", Number.MIN_VALUE, 1);
  const batches = batchRows(adata, batchKey);
  return variableByVariance(countsOf(adata, `highlyVariableGenes(flavor: ${show(flavor)})`, options), {
    batches,
    nTop: nTopGenes,
    span,
    first: flavor === "seurat_v3" ? "rank" : "nBatches",
    batched: batchKey !== undefined,
  });
}

function byDispersion(
  adata: AnnData,
  flavor: "seurat" | "cell_ranger",
  options: HighlyVariableGenesOptions,
): VariableColumns {
  const { nBins = 20, minMean = 0.0125, maxMean = 3, minDisp = 0.5, maxDisp = Infinity, batchKey } = options;
  checkInteger(nBins, "nBins", 1);
  const matrix = matrixOf(adata, options.layer);
  if (isCounts(matrix)) {
    throw new WeftError("BadValues", {
      expected: `logged values for highlyVariableGenes(flavor: ${show(flavor)})`,
      found: "counts",
      next: 'Call normalizeTotal() and log1p() first, or use flavor "seurat_v3", which takes counts.',
    });
  }
  const x = rowMajor(matrix);
  checkFinite(x.data, flavor);
  return variableByDispersion(x, {
    flavor,
    batches: batchKey === undefined ? undefined : batchRows(adata, batchKey),
    nTop: options.nTopGenes,
    cutoffs: { minMean, maxMean, minDisp, maxDisp },
    nBins,
    base: logBase(adata.uns.log1p),
  });
}

function checkFinite(values: NumberArray, flavor: HvgFlavor): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new WeftError("BadValues", {
    expected: `finite values for highlyVariableGenes(flavor: ${show(flavor)})`,
    found: `${values[wrong]}`,
    next: "Remove or fill such values first.",
  });
}

/** The base that log1p() noted, `null` for natural. */
function logBase(noted: UnsValue | undefined): number | null {
  const base = (noted as UnsDict | undefined)?.base;
  return typeof base === "number" ? base : null;
}
