import { checkOneOf } from "../core/check.ts";
import type { Csr } from "../data/csr.ts";
import { checkLabels, labelCodes, labelledRows, labelNumbers, type Labels } from "./labels.ts";
import { moransI } from "./morans_i.ts";
import { moransIPerLabel, restrict } from "./morans_i_per_label.ts";
import type { SpatialWeightsOptions } from "./spatial_weights.ts";

/** Options of {@linkcode moransILabels}. */
export interface MoransILabelsOptions extends SpatialWeightsOptions {
  /**
   * `"oneHot"` scores the indicator of every cluster and averages by cluster size; `"label"` scores the label numbers
   * themselves, as SMART's figures do, and so depends on how clusters happen to be numbered. Default `"oneHot"`.
   */
  readonly mode?: "oneHot" | "label";
}

/**
 * Moran's I of a clustering over a spatial graph: one number for how compact its domains lie in space.
 *
 * @param labels One label a spot; spots without a label are left out together with their edges.
 * @param graph Spatial weights, `nObs × nObs`.
 * @param options `mode`, `rowStandardize`.
 * @returns About 0 for scattered labels, towards 1 for compact domains; NaN for a single cluster.
 * @throws {WeftError} `Misaligned` when graph and labels differ in length; `BadValues` when mode `"label"` meets labels
 * that are not numbers.
 *
 * @example Renaming clusters changes nothing, unless asked for
 * ```ts
 * import { moransILabels } from "weft/metrics";
 * import { Csr, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const line = Csr.fromDense(Dense.fromRows([[0, 1, 0], [1, 0, 1], [0, 1, 0]]));
 * assert.equal(moransILabels([0, 1, 2], line), moransILabels([1, 0, 2], line));
 * assert.notEqual(moransILabels([0, 1, 2], line, { mode: "label" }), moransILabels([1, 0, 2], line, { mode: "label" }));
 * ```
 */
export function moransILabels(labels: Labels, graph: Csr, options: MoransILabelsOptions = {}): number {
  const { mode = "oneHot", ...rest } = options;
  checkOneOf(mode, "mode", ["oneHot", "label"]);
  checkLabels(labels, graph.nRows, "the graph");
  if (mode === "label") {
    const values = labelNumbers(labels);
    const rows = labelledRows(labelCodes(labels).codes);
    return moransI(
      rows.length === values.length ? values : Float64Array.from(rows, (i) => values[i]!),
      restrict(graph, rows),
      rest,
    );
  }
  let sum = 0;
  let n = 0;
  for (const { size, value } of moransIPerLabel(labels, graph, rest)) {
    sum += size * value;
    n += size;
  }
  return sum / n;
}
