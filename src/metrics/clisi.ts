import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { labelCodes, type Labels } from "./labels.ts";
import { lisi, type LisiOptions } from "./lisi.ts";
import { summarize } from "./modality_correlation.ts";

/**
 * Cell-type LISI (cLISI): how pure in cell type the surroundings of a cell are, as (L − median LISI)/(L − 1) over L
 * types.
 *
 * @param neighbors Nearest rows of every row, itself not among them; 89 for scIB's neighbourhoods of 90.
 * @param labels Cell type of every row.
 * @param options `perplexity`.
 * @returns A number from 0 (all types mixed) to 1 (pure); NaN when there is one type only.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `InvalidArgument`.
 *
 * @example
 * ```ts
 * import { clisi } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const near = exactNeighbors(Dense.fromRows([[0], [1], [50], [51]]), { nNeighbors: 1 });
 * assert.equal(clisi(near, ["T", "T", "B", "B"], { perplexity: 1 }), 1);
 * ```
 */
export function clisi(neighbors: NeighborTable, labels: Labels, options: LisiOptions = {}): number {
  const nLabels = labelCodes(labels).names.length;
  const { median } = summarize(lisi(neighbors, labels, options));
  return nLabels < 2 ? NaN : (nLabels - median) / (nLabels - 1);
}
