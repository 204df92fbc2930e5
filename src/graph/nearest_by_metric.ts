import { checkInteger, checkLength } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { checkEnoughRows } from "./check_enough_rows.ts";
import { checkFiniteRows } from "./check_finite_rows.ts";
import { KdTree, type NearestPoints } from "./kd_tree.ts";
import { type MetricRows, metricRows, type NeighborMetric } from "./metric_rows.ts";
import { type DistanceArray, nearestRows } from "./nearest_rows.ts";

/** What to search for; see `ExactNeighborsOptions`. */
export interface NearestByMetricOptions<D extends DistanceArray = Float64Array> {
  readonly nNeighbors: number;
  readonly metric?: NeighborMetric;
  readonly queries?: Dense | undefined;
  readonly excludeSelf?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Makes the array of the distances; default float64. */
  readonly distancesOf?: ((length: number) => D) | undefined;
}

/** Indices and distances of the nearest rows, `n × nNeighbors`. */
export interface NearestByMetric<D extends DistanceArray = Float64Array> {
  readonly indices: Int32Array;
  readonly distances: D;
}

/** A tree beats the scan of all pairs up to this many columns … */
const TREE_WIDTH = 4;
/** … from this many rows on. */
const TREE_ROWS = 500;

/** The exact nearest rows by a metric: by a k-d tree in few dimensions, else by a blocked scan of all pairs. */
export function nearestByMetric<D extends DistanceArray = Float64Array>(
  x: Dense,
  options: NearestByMetricOptions<D>,
): NearestByMetric<D> {
  const { nNeighbors, metric = "euclidean", queries, excludeSelf = true, distancesOf, signal } = options;
  checkInteger(nNeighbors, "nNeighbors", 1);
  if (queries) checkLength(queries.nCols, x.nCols, "the rows of queries", "the rows of x");
  const skipSelf = excludeSelf && queries === undefined;
  checkEnoughRows(x, nNeighbors, skipSelf);
  const base = searchRows(x, metric);
  const { values, width } = base;
  if (skipSelf && width <= TREE_WIDTH && x.nRows >= TREE_ROWS) {
    const { indices, squared } = nearestInTree(base, nNeighbors);
    const distances = distancesOf?.(squared.length) ?? new Float64Array(squared.length) as D;
    for (let p = 0; p < squared.length; p++) distances[p] = base.distance(squared[p]!);
    return { indices, distances };
  }
  return nearestRows({
    base: values,
    queries: queries ? searchRows(queries, metric).values : values,
    width,
    k: nNeighbors,
    skip: skipSelf ? "self" : "none",
    distance: metric === "euclidean" ? "root" : "half",
    distancesOf,
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

function nearestInTree({ values, width }: SearchRows, k: number): NearestPoints {
  checkFiniteRows(values, width);
  const points = values instanceof Float64Array ? values : new Float64Array(values);
  return new KdTree(points, width).nearest(k);
}
