import type { Dense } from "../data/dense.ts";
import { checkEnoughRows } from "../graph/check_enough_rows.ts";
import { KdTree, type NearestPoints } from "../graph/kd_tree.ts";
import { metricRows } from "../graph/metric_rows.ts";

/**
 * The k nearest other spots of every spot in space, nearest first.
 *
 * @throws {WeftError} `TooSmall` when there are not more spots than neighbours; `BadValues` when a coordinate is not
 * finite.
 */
export function nearestSpots(coordinates: Dense, k: number): NearestPoints {
  const { values, width } = metricRows(coordinates, "euclidean");
  checkEnoughRows(coordinates, k, true);
  return new KdTree(values, width).nearest(k);
}
