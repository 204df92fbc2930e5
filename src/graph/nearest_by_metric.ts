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
  const { values, width } = base;
  if (skipSelf && width <= TREE_WIDTH && x.nRows >= TREE_ROWS) return nearestInTree(base, nNeighbors);
  return nearestRows({
    base: values,
    queries: queries ? searchRows(queries, metric).values : values,
    width,
    k: nNeighbors,
    skip: skipSelf ? "self" : "none",
    distance: metric === "euclidean" ? "root" : "half",
    signal,
  });
}

/** Rows for a search. */
interface SearchRows extends Pick<MetricRows, "width" | "distance"> {
  readonly values: Float64Array | Float32Array;
}

/** Those of a matrix of floats, by the plain distance, are its own; whoever searches them checks their values. */
function searchRows(x: Dense, metric: NeighborMetric): SearchRows {
  const { data, nCols: width } = x;
  if (metric !== "euclidean" || !isFloats(data)) return metricRows(x, metric);
  return { values: data, width, distance: Math.sqrt };
}

function isFloats(data: Dense["data"]): data is Float64Array | Float32Array {
  return data instanceof Float64Array || data instanceof Float32Array;
}

function nearestInTree({ values, width, distance }: SearchRows, k: number): NearestByMetric {
  checkFiniteRows(values, width);
  const points = values instanceof Float64Array ? values : new Float64Array(values);
  const { indices, squared } = new KdTree(points, width).nearest(k);
  return { indices, distances: squared.map((value) => distance(value)) };
}
