import type { NeighborTable } from "../graph/exact_neighbors.ts";
import { labelCodes, type Labels } from "./labels.ts";
import { lisi, type LisiOptions } from "./lisi.ts";
import { summarize } from "./modality_correlation.ts";

/**
 * Integration LISI (iLISI): how well batches are mixed around a cell, as (median LISI − 1)/(B − 1) over B batches.
 *
 * @param neighbors Nearest rows of every row, itself not among them; 89 for scIB's neighbourhoods of 90.
 * @param batch Batch (or modality) of every row.
 * @param options `perplexity`.
 * @returns A number from 0 (apart) to 1 (mixed evenly); NaN when there is one batch only.
 * @throws {WeftError} `Misaligned` when there is not one batch a row; `InvalidArgument`.
 *
 * @example
 * ```ts
 * import { ilisi } from "weft/metrics";
 * import { exactNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const square = exactNeighbors(Dense.fromRows([[0, 0], [0, 1], [1, 0], [1, 1]]), { nNeighbors: 2 });
 * assert(Math.abs(ilisi(square, ["1", "1", "2", "2"], { perplexity: 2 }) - 1) < 1e-6);
 * ```
 */
export function ilisi(neighbors: NeighborTable, batch: Labels, options: LisiOptions = {}): number {
  const nBatches = labelCodes(batch).names.length;
  const { median } = summarize(lisi(neighbors, batch, options));
  return nBatches < 2 ? NaN : (median - 1) / (nBatches - 1);
}
