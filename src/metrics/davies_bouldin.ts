import type { Dense } from "../data/dense.ts";
import { centroids, groupedRows, squaredDistance } from "./grouped_rows.ts";
import type { Labels } from "./labels.ts";

/**
 * Davies–Bouldin index (1979): the mean over clusters of the worst (S_i + S_j) / M_ij, where S is the mean distance of
 * a cluster's rows to its centre and M the distance of two centres. Lower is better.
 *
 * Two clusters with the same centre do not count as a pair.
 *
 * @param x `n × d`, finite values.
 * @param labels One label a row; rows without a label are left out.
 * @returns A number ≥ 0; NaN when there are fewer than two clusters.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite.
 *
 * @example
 * ```ts
 * import { daviesBouldin } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const x = Dense.fromRows([[0], [2], [10], [12]]);
 * assert.equal(daviesBouldin(x, [0, 0, 1, 1]), 0.2);
 * ```
 */
export function daviesBouldin(x: Dense, labels: Labels): number {
  const rows = groupedRows(x, labels, "euclidean");
  const { values, width, starts } = rows;
  const nClusters = starts.length - 1;
  if (nClusters < 2) return NaN;
  const centres = centroids(rows);
  const spread = new Float64Array(nClusters);
  for (let k = 0; k < nClusters; k++) {
    for (let i = starts[k]!; i < starts[k + 1]!; i++) {
      spread[k]! += Math.sqrt(squaredDistance(values, i, centres, k, width));
    }
    spread[k]! /= starts[k + 1]! - starts[k]!;
  }
  let sum = 0;
  for (let i = 0; i < nClusters; i++) {
    let worst = 0;
    for (let j = 0; j < nClusters; j++) {
      const apart = Math.sqrt(squaredDistance(centres, i, centres, j, width));
      if (apart > 0) worst = Math.max(worst, (spread[i]! + spread[j]!) / apart);
    }
    sum += worst;
  }
  return sum / nClusters;
}
