import type { Csr } from "../data/csr.ts";
import { boundaryCounts } from "./boundary_counts.ts";
import type { Labels } from "./labels.ts";

/**
 * Boundary precision: of the spatial edges across a predicted border, the share that lie across a true border too.
 *
 * Every stored edge counts once, so a directed graph is judged as it is.
 *
 * @param predicted One label a spot; edges that touch a spot without either label are left out.
 * @param truth One label a spot.
 * @param graph Spatial graph, `nObs × nObs`; weights do not matter.
 * @returns A number from 0 to 1; NaN when the prediction has no border.
 * @throws {WeftError} `Misaligned` when labels and graph differ in length.
 *
 * @example
 * ```ts
 * import { boundaryPrecision } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Csr.fromDense(Dense.fromRows([[0, 1, 0], [1, 0, 1], [0, 1, 0]]));
 * assert.equal(boundaryPrecision([0, 1, 2], ["a", "a", "b"], line), 0.5);
 * ```
 */
export function boundaryPrecision(predicted: Labels, truth: Labels, graph: Csr): number {
  const counts = boundaryCounts(predicted, truth, graph);
  return counts.both / counts.predicted;
}
