import type { Csr } from "../data/csr.ts";
import { boundaryCounts } from "./boundary_counts.ts";
import type { Labels } from "./labels.ts";

/**
 * Boundary recall: of the spatial edges across a true border, the share that lie across a predicted border too.
 *
 * Every stored edge counts once, so a directed graph is judged as it is.
 *
 * @param predicted One label a spot; edges that touch a spot without either label are left out.
 * @param truth One label a spot.
 * @param graph Spatial graph, `nObs × nObs`; weights do not matter.
 * @returns A number from 0 to 1; NaN when the truth has no border.
 * @throws {WeftError} `Misaligned` when labels and graph differ in length.
 *
 * @example
 * ```ts
 * import { boundaryRecall } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Csr.fromDense(Dense.fromRows([[0, 1, 0], [1, 0, 1], [0, 1, 0]]));
 * assert.equal(boundaryRecall([0, 0, 0], ["a", "a", "b"], line), 0);
 * ```
 */
export function boundaryRecall(predicted: Labels, truth: Labels, graph: Csr): number {
  const counts = boundaryCounts(predicted, truth, graph);
  return counts.both / counts.truth;
}
