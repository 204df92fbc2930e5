import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { checkLabels, labelCodes, type Labels } from "./labels.ts";

/** Options of {@linkcode interactionMatrix}. */
export interface InteractionMatrixOptions {
  /** Adds up weights of edges instead of counting them. Default false. */
  readonly weights?: boolean;
  /** Makes every row sum to 1. Default false. */
  readonly normalized?: boolean;
}

/** How often labels are neighbours. */
export interface InteractionMatrix {
  /** The labels, in order of rows and columns. */
  readonly categories: readonly string[];
  /** `nLabels × nLabels`, float64: edges from cells of the row's label to cells of the column's. */
  readonly counts: Dense;
}

/**
 * Neighbourhood counts (squidpy's `interaction_matrix`): the number of edges of a graph from each label to each.
 *
 * @param labels Cell type or domain of every node; edges of nodes without one are left out.
 * @param graph `nObs × nObs`, such as `obsp["spatial_connectivities"]`; directed edges count once each.
 * @param options `weights`, `normalized`.
 * @returns Counts and the labels they belong to.
 * @throws {WeftError} `Misaligned` when the graph is not square or there is not one label a node.
 *
 * @example
 * ```ts
 * import { interactionMatrix } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const chain = Csr.fromDense(Dense.fromRows([[0, 1, 0], [1, 0, 1], [0, 1, 0]]));
 * const { categories, counts } = interactionMatrix(["B", "B", "T"], chain);
 * assert.deepEqual(categories, ["B", "T"]);
 * assert.deepEqual(counts.toRows(), [[2, 1], [1, 0]]);
 * ```
 */
export function interactionMatrix(
  labels: Labels,
  graph: Csr,
  options: InteractionMatrixOptions = {},
): InteractionMatrix {
  const { weights = false, normalized = false } = options;
  checkLength(graph.nCols, graph.nRows, "the columns of the graph", "its rows");
  checkLabels(labels, graph.nRows, "the graph");
  const { codes, names } = labelCodes(labels);
  const size = names.length;
  const counts = new Float64Array(size * size);
  for (let i = 0; i < graph.nRows; i++) {
    if (codes[i]! < 0) continue;
    for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
      const other = codes[graph.indices[p]!]!;
      if (other >= 0) counts[codes[i]! * size + other]! += weights ? Number(graph.data[p]!) : 1;
    }
  }
  if (normalized) normalizeRows(counts, size, names);
  return { categories: names, counts: new Dense(counts, { shape: [size, size] }) };
}

function normalizeRows(counts: Float64Array, size: number, names: readonly string[]): void {
  for (let a = 0; a < size; a++) {
    const row = counts.subarray(a * size, (a + 1) * size);
    const total = row.reduce((sum, count) => sum + count, 0);
    if (total === 0) {
      throw new WeftError("BadValues", {
        expected: "every label to have neighbours, to make its counts shares",
        found: `none of '${names[a]}'`,
      });
    }
    for (let b = 0; b < size; b++) row[b]! /= total;
  }
}
