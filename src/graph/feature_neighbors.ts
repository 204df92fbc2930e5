import { checkOneOf } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import type { Graph } from "./graph.ts";
import type { NeighborMetric } from "./metric_rows.ts";
import { nearestByMetric } from "./nearest_by_metric.ts";
import { tableToGraph } from "./table_to_graph.ts";

/** Options of {@linkcode featureNeighbors}. */
export interface FeatureNeighborsOptions {
  /** Neighbours per row, not counting itself. Default 20. */
  readonly nNeighbors?: number;
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /** What an edge weighs: 1, or the distance. Default `"connectivity"`. */
  readonly mode?: "connectivity" | "distance";
  /** Stops the search between blocks; it then throws a `WeftError` tagged `Aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The directed graph of nearest rows in feature space, exact, as scikit-learn's `kneighbors_graph` without self.
 *
 * @param x `nObs × nComps`, finite.
 * @param options See {@linkcode FeatureNeighborsOptions}.
 * @returns A graph on the rows, float64; each row has `nNeighbors` edges, a duplicate at distance 0 among them.
 * @throws {WeftError} `TooSmall` when there are not more rows than `nNeighbors`; `BadValues`; `Aborted`.
 *
 * @example
 * ```ts
 * import { featureNeighbors } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [1], [4]]);
 * const graph = featureNeighbors(x, { nNeighbors: 1, mode: "distance" });
 * assert.deepEqual([...graph.edges().targets], [1, 0, 1]);
 * assert.deepEqual([...graph.edges().weights], [1, 1, 3]);
 * ```
 */
export function featureNeighbors(x: Dense, options: FeatureNeighborsOptions = {}): Graph {
  const { nNeighbors = 20, mode = "connectivity" } = options;
  checkOneOf(mode, "mode", ["connectivity", "distance"]);
  const { indices, distances } = nearestByMetric(x, { ...options, nNeighbors });
  return tableToGraph(indices, mode === "distance" ? distances : distances.fill(1), x.nRows);
}
