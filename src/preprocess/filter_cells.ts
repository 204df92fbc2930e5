import type { AnnData } from "../data/anndata.ts";
import { rowPositives, rowSums } from "./values/axis_sums.ts";
import { checkBounds, keptWithin } from "./values/bounds.ts";
import { matrixOf } from "./matrix_of.ts";
import { rowMajor } from "./row_major.ts";

/** Options of {@linkcode filterCells}; limits are included, and every limit given must hold. */
export interface FilterCellsOptions {
  /** Fewest genes above 0. */
  readonly minGenes?: number;
  /** Most genes above 0. */
  readonly maxGenes?: number;
  /** Least sum over all genes. */
  readonly minCounts?: number;
  /** Greatest sum over all genes. */
  readonly maxCounts?: number;
  /** The layer to look at; `X` when left out. */
  readonly layer?: string;
}

/**
 * Keeps the observations that show enough (and not too many) variables.
 *
 * Writes `obs["n_genes"]` and `obs["n_counts"]` where a limit asks for them, as scanpy does.
 *
 * @param adata `nObs × nVars`.
 * @param options The limits; without any, everything is kept.
 * @returns The object with the observations that pass; it shares memory with the old one.
 * @throws {WeftError} `InvalidArgument` for a limit that is not a number ≥ 0 or limits that cross; `NotFound` for an
 *   unknown layer.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { filterCells } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 0, 4], [0, 0, 0], [0, 9, 0]]) });
 * assert.deepEqual(filterCells(adata, { minGenes: 1, maxCounts: 8 }).obsNames, ["0"]);
 * ```
 */
export function filterCells<T extends AnnData>(adata: T, options: FilterCellsOptions = {}): T {
  const { minGenes, maxGenes, minCounts, maxCounts } = options;
  checkBounds(minGenes, maxGenes, "minGenes", "maxGenes");
  checkBounds(minCounts, maxCounts, "minCounts", "maxCounts");
  const x = rowMajor(matrixOf(adata, options.layer));
  const byGenes = minGenes !== undefined || maxGenes !== undefined;
  const byCounts = minCounts !== undefined || maxCounts !== undefined;
  const genes = byGenes ? rowPositives(x) : undefined;
  const counts = byCounts ? rowSums(x) : undefined;
  const kept = keptWithin(x.nRows, [[genes, minGenes, maxGenes], [counts, minCounts, maxCounts]]);
  const known = adata.with({
    obs: { ...(genes && { n_genes: Int32Array.from(genes) }), ...(counts && { n_counts: counts }) },
  });
  return kept.length === adata.nObs ? known : known.subset({ obs: kept });
}
