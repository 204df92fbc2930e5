import type { Dense } from "../data/dense.ts";
import { centroids, groupedRows, squaredDistance } from "./grouped_rows.ts";
import type { Labels } from "./labels.ts";

/**
 * Caliński–Harabasz index (1974): the ratio of between-cluster to within-cluster variance,
 * (B / (K − 1)) / (W / (n − K)). Higher is better; it has no upper bound.
 *
 * @param x `n × d`, finite values.
 * @param labels One label a row; rows without a label are left out.
 * @returns A number ≥ 0; 1 when clusters have no spread at all; NaN when there are fewer than two clusters.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite.
 *
 * @example
 * ```ts
 * import { calinskiHarabasz } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [2], [10], [12]]);
 * assert.equal(calinskiHarabasz(x, [0, 0, 1, 1]), 50);
 * ```
 */
export function calinskiHarabasz(x: Dense, labels: Labels): number {
  const rows = groupedRows(x, labels, "euclidean");
  const { values, width, starts, order } = rows;
  const nClusters = starts.length - 1;
  if (nClusters < 2) return NaN;
  const n = order.length;
  const centres = centroids(rows);
  const overall = centroids({ ...rows, starts: Int32Array.of(0, n) });
  let within = 0;
  let between = 0;
  for (let k = 0; k < nClusters; k++) {
    for (let i = starts[k]!; i < starts[k + 1]!; i++) within += squaredDistance(values, i, centres, k, width);
    between += (starts[k + 1]! - starts[k]!) * squaredDistance(centres, k, overall, 0, width);
  }
  return within === 0 ? 1 : between * (n - nClusters) / (within * (nClusters - 1));
}
