import { BooleanColumn } from "../../data/columns/boolean_column.ts";
import { takeRows } from "../../data/matrix.ts";
import { columnMoments } from "../values/column_moments.ts";
import { median } from "../../core/median.ts";
import type { RowMajor } from "../row_major.ts";
import { standardizedVariance } from "./standardized_variance.ts";
import type { VariableColumns } from "./variable_columns.ts";

/** What the choice by standardised variance needs to know. */
export interface ByVariance {
  /** Rows of every batch. */
  readonly batches: readonly Int32Array[];
  /** How many variables to choose. */
  readonly nTop: number;
  /** Span of the loess curve. */
  readonly span: number;
  /** What decides first over several batches: the median rank, or in how many batches a variable is chosen. */
  readonly first: "rank" | "nBatches";
  /** Adds the column `highly_variable_nbatches`. */
  readonly batched: boolean;
}

/** Highly variable features by standardised variance (flavors `seurat_v3` and `seurat_v3_paper`). */
export function variableByVariance(counts: RowMajor, options: ByVariance): VariableColumns {
  const { batches, nTop, span, first, batched } = options;
  const { nCols } = counts;
  const perBatch = batches.map((rows) =>
    standardizedVariance(rows.length === counts.nRows ? counts : takeRows(counts, rows) as RowMajor, span)
  );
  const ranks = perBatch.map(ranksDescending);
  const inBatches = new Int32Array(nCols);
  const rank = new Float64Array(nCols);
  for (let j = 0; j < nCols; j++) {
    const chosen = ranks.map((list) => list[j]!).filter((place) => place < nTop);
    inBatches[j] = chosen.length;
    rank[j] = median(chosen);
  }
  const byRank = (a: number, b: number) =>
    Number.isNaN(rank[a]!) ? (Number.isNaN(rank[b]!) ? 0 : 1) : Number.isNaN(rank[b]!) ? -1 : rank[a]! - rank[b]!;
  const byBatches = (a: number, b: number) => inBatches[b]! - inBatches[a]!;
  const order = Int32Array.from(inBatches.keys()).sort((a, b) =>
    (first === "rank" ? byRank(a, b) || byBatches(a, b) : byBatches(a, b) || byRank(a, b)) || a - b
  );
  const chosen = new Uint8Array(nCols);
  for (const j of order.subarray(0, nTop)) chosen[j] = 1;
  const { means, variances } = columnMoments(counts);
  const norm = Float64Array.from(
    rank.keys(),
    (j) => perBatch.reduce((sum, list) => sum + list[j]!, 0) / perBatch.length,
  );
  return {
    highly_variable: new BooleanColumn(chosen),
    highly_variable_rank: rank,
    means,
    variances,
    variances_norm: norm,
    ...(batched && { highly_variable_nbatches: inBatches }),
  };
}

/** Rank of every value, 0 for the largest; equal values in their order. */
function ranksDescending(values: Float64Array): Int32Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
  const ranks = new Int32Array(values.length);
  order.forEach((j, place) => ranks[j] = place);
  return ranks;
}
