import { checkInteger, checkLength } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { checkEnoughRows } from "./check_enough_rows.ts";
import { checkFiniteRows } from "./check_finite_rows.ts";
import { KdTree } from "./kd_tree.ts";
import { type MetricRows, metricRows, type NeighborMetric } from "./metric_rows.ts";
import { nearestRows } from "./nearest_rows.ts";

/** What to search for; see `ExactNeighborsOptions`. */
export interface NearestByMetricOptions {
  readonly nNeighbors: number;
  readonly metric?: NeighborMetric;
  readonly queries?: Dense | undefined;
  readonly excludeSelf?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Indices and float64 distances of the nearest rows, `n × nNeighbors`. */
export interface NearestByMetric {
  readonly indices: Int32Array;
  readonly distances: Float64Array;
}

/** A tree beats the scan of all pairs up to this many columns … */
const TREE_WIDTH = 4;
/** … from this many rows on. */
const TREE_ROWS = 500;

/** The exact nearest rows by a metric: by a k-d tree in few dimensions, else by a blocked scan of all pairs. */
export function nearestByMetric(x: Dense, options: NearestByMetricOptions): NearestByMetric {
  const { nNeighbors, metric = "euclidean", queries, excludeSelf = true, signal } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  if (queries) checkLength(queries.nCols, x.nCols, "the rows of queries", "the rows of x");
  const skipSelf = excludeSelf && queries === undefined;
  checkEnoughRows(x, nNeighbors, skipSelf);
  const base = searchRows(x, metric);
  const found = skipSelf && base.width <= TREE_WIDTH && x.nRows >= TREE_ROWS
    ? new KdTree(float64(base.values), base.width).nearest(nNeighbors)
    : nearestRows({
      base: base.values,
      queries: queries ? searchRows(queries, metric).values : base.values,
      width: base.width,
      k: nNeighbors,
      skip: skipSelf ? "self" : "none",
      signal,
    });
  const distances = new Float64Array(found.squared.length);
  for (let p = 0; p < distances.length; p++) distances[p] = base.distance(found.squared[p]!);
  return { indices: found.indices, distances };
}

/** Rows for a search; those of a float32 matrix, by the plain distance, are its own. */
function searchRows(
  x: Dense,
  metric: NeighborMetric,
): Pick<MetricRows, "width" | "distance"> & { readonly values: Float64Array | Float32Array } {
  const { data, nCols: width } = x;
  if (metric !== "euclidean" || !(data instanceof Float32Array)) return metricRows(x, metric);
  checkFiniteRows(data, width);
  return { values: data, width, distance: Math.sqrt };
}

function float64(values: Float64Array | Float32Array): Float64Array {
  return values instanceof Float64Array ? values : new Float64Array(values);
}
