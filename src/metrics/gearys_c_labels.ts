import type { Csr } from "../data/csr.ts";
import { gearyOf } from "./autocorrelation.ts";
import { checkLabels, codeSizes, labelCodes, labelledRows, type Labels } from "./labels.ts";
import { restrict } from "./morans_i_per_label.ts";
import { spatialWeights, type SpatialWeightsOptions } from "./spatial_weights.ts";

/**
 * Geary's C of a clustering over a spatial graph: that of the one-hot indicator of every cluster, averaged by cluster
 * size.
 *
 * @param labels One label a spot; spots without a label are left out together with their edges.
 * @param graph Spatial weights, `nObs × nObs`.
 * @param options `rowStandardize`.
 * @returns About 1 for scattered labels, towards 0 for compact domains; NaN for a single cluster.
 * @throws {WeftError} `Misaligned` when graph and labels differ in length.
 *
 * @example Two pairs without an edge between them
 * ```ts
 * import { gearysCLabels } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pairs = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]));
 * assert.equal(gearysCLabels(["a", "a", "b", "b"], pairs), 0);
 * assert.equal(gearysCLabels(["a", "b", "a", "b"], pairs), 1.5);
 * ```
 */
export function gearysCLabels(labels: Labels, graph: Csr, options: SpatialWeightsOptions = {}): number {
  const { rowStandardize = false } = options;
  checkLabels(labels, graph.nRows, "the graph");
  const coded = labelCodes(labels);
  const rows = labelledRows(coded.codes);
  const weights = spatialWeights(restrict(graph, rows), rows.length, rowStandardize);
  return codeSizes(coded).reduce((sum, size, k) => {
    const indicator = Float64Array.from(rows, (i) => coded.codes[i] === k ? 1 : 0);
    return sum + size / rows.length * gearyOf(indicator, weights);
  }, rows.length === 0 ? NaN : 0);
}
