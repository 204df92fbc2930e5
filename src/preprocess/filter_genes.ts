import type { AnnData } from "../data/anndata.ts";
import { columnPositives, columnSums } from "./values/axis_sums.ts";
import { checkBounds, keptWithin } from "./values/bounds.ts";
import { matrixOf } from "./matrix_of.ts";
import { rowMajor } from "./row_major.ts";

/** Options of {@linkcode filterGenes}; limits are included, and every limit given must hold. */
export interface FilterGenesOptions {
  /** Fewest cells in which the gene is above 0. */
  readonly minCells?: number;
  /** Most cells in which the gene is above 0. */
  readonly maxCells?: number;
  /** Least sum over all cells. */
  readonly minCounts?: number;
  /** Greatest sum over all cells. */
  readonly maxCounts?: number;
  /** The layer to look at; `X` when left out. */
  readonly layer?: string;
}

/**
 * Keeps the variables that enough (and not too many) observations show.
 *
 * Writes `var["n_cells"]` and `var["n_counts"]` where a limit asks for them, as scanpy does.
 *
 * @param adata `nObs × nVars`.
 * @param options The limits; without any, everything is kept.
 * @returns The object with the variables that pass; it shares memory with the old one.
 * @throws {WeftError} `InvalidArgument` for a limit that is not a number ≥ 0 or limits that cross; `NotFound` for an
 *   unknown layer.
 *
 * @example
 * ```ts
 * import { AnnData, Dense } from "weft/data";
 * import { filterGenes } from "weft/preprocess";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({ X: Dense.fromRows([[1, 0, 4], [2, 0, 0]]) });
 * assert.deepEqual(filterGenes(adata, { minCells: 1 }).varNames, ["0", "2"]);
 * ```
 */
export function filterGenes<T extends AnnData>(adata: T, options: FilterGenesOptions = {}): T {
  const { minCells, maxCells, minCounts, maxCounts } = options;
  checkBounds(minCells, maxCells, "minCells", "maxCells");
  checkBounds(minCounts, maxCounts, "minCounts", "maxCounts");
  const x = rowMajor(matrixOf(adata, options.layer));
  const byCells = minCells !== undefined || maxCells !== undefined;
  const byCounts = minCounts !== undefined || maxCounts !== undefined;
  const cells = byCells ? columnPositives(x) : undefined;
  const counts = byCounts ? columnSums(x) : undefined;
  const kept = keptWithin(x.nCols, [[cells, minCells, maxCells], [counts, minCounts, maxCounts]]);
  const known = adata.with({
    var: { ...(cells && { n_cells: Int32Array.from(cells) }), ...(counts && { n_counts: counts }) },
  });
  return kept.length === adata.nVars ? known : known.subset({ var: kept });
}
