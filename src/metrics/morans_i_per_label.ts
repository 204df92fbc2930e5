import type { Csr } from "../data/csr.ts";
import { moranOf } from "./autocorrelation.ts";
import { checkLabels, codeSizes, labelCodes, labelledRows, type Labels } from "./labels.ts";
import { spatialWeights, type SpatialWeightsOptions } from "./spatial_weights.ts";

/** Moran's I of one cluster. */
export interface LabelMoran {
  /** The cluster. */
  readonly label: string;
  /** Number of its spots. */
  readonly size: number;
  /** Moran's I of its one-hot indicator; NaN when it holds all spots. */
  readonly value: number;
}

/**
 * Moran's I of the one-hot indicator of every cluster: how compact each lies in space, whatever its number.
 *
 * @param labels One label a spot; spots without a label are left out together with their edges.
 * @param graph Spatial weights, `nObs × nObs`.
 * @param options `rowStandardize`.
 * @returns One entry a cluster, in the order of the labels.
 * @throws {WeftError} `Misaligned` when graph and labels differ in length.
 *
 * @example
 * ```ts
 * import { moransIPerLabel } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const pairs = Csr.fromDense(Dense.fromRows([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]]));
 * assert.deepEqual(moransIPerLabel(["a", "a", "b", "b"], pairs).map((row) => row.value), [1, 1]);
 * ```
 */
export function moransIPerLabel(labels: Labels, graph: Csr, options: SpatialWeightsOptions = {}): LabelMoran[] {
  const { rowStandardize = false } = options;
  checkLabels(labels, graph.nRows, "the graph");
  const coded = labelCodes(labels);
  const rows = labelledRows(coded.codes);
  const among = restrict(graph, rows);
  const weights = spatialWeights(among, rows.length, rowStandardize);
  const sizes = codeSizes(coded);
  return coded.names.map((label, k) => {
    const indicator = Float64Array.from(rows, (i) => coded.codes[i] === k ? 1 : 0);
    return { label, size: sizes[k]!, value: moranOf(indicator, weights) };
  });
}

/** The graph among some of its spots; the graph itself when these are all. */
export function restrict(graph: Csr, rows: Int32Array): Csr {
  return rows.length === graph.nRows ? graph : graph.takeRows(rows).takeColumns(rows);
}
