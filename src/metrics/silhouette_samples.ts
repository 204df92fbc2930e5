import { throwIfAborted } from "../core/abort.ts";
import { checkOneOf } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import type { NeighborMetric } from "../graph/metric_rows.ts";
import { RowDistances } from "../graph/row_distances.ts";
import { groupedRows } from "./grouped_rows.ts";
import type { Labels } from "./labels.ts";

/** Options of {@linkcode silhouetteSamples}. */
export interface SilhouetteSamplesOptions extends Watched {
  /** What near means. Default `"euclidean"`. */
  readonly metric?: NeighborMetric;
  /**
   * What b is: the mean distance to the nearest other cluster, to all rows of other clusters together, or to the
   * furthest other cluster. Default `"nearest"`, the silhouette proper; the others serve {@linkcode bras}.
   */
  readonly betweenClusterDistances?: BetweenClusterDistances;
}

/** How a silhouette sums up the distances of a row to other clusters. */
export type BetweenClusterDistances = "nearest" | "meanOther" | "furthest";

const REPORT_EVERY = 256;

/**
 * The silhouette of every row (Rousseeuw 1987): s = (b − a) / max(a, b), where a is the mean distance to the rest of
 * its own cluster and b the smallest mean distance to another.
 *
 * All pairs of rows are visited (time grows with n²), no distance is kept. A row alone in its cluster gets 0.
 *
 * @param x `n × d`, finite values.
 * @param labels One label a row.
 * @param options `metric`, `betweenClusterDistances`, `signal`, `onProgress`.
 * @returns n numbers from −1 (in the wrong cluster) to 1; NaN where a label is missing, and everywhere when there are
 * fewer than two clusters.
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite; `Aborted`.
 *
 * @example
 * ```ts
 * import { silhouetteSamples } from "weft/metrics";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const s = silhouetteSamples(Dense.fromRows([[0], [0], [4]]), ["a", "a", "b"]);
 * assert.deepEqual([...s], [1, 1, 0]);
 * ```
 */
export function silhouetteSamples(x: Dense, labels: Labels, options: SilhouetteSamplesOptions = {}): Float64Array {
  const { metric = "euclidean", betweenClusterDistances: between = "nearest", signal, onProgress } = options;
  checkOneOf(between, "betweenClusterDistances", ["nearest", "meanOther", "furthest"]);
  const { values, width, order, starts } = groupedRows(x, labels, metric);
  const result = new Float64Array(x.nRows).fill(NaN);
  if (starts.length < 3) return result;
  using squared = new RowDistances(values, width);
  const n = order.length;
  for (let i = 0; i < n; i++) {
    if (i % REPORT_EVERY === 0) {
      throwIfAborted(signal, "the silhouette");
      onProgress?.({ stage: "silhouette", done: i, total: n });
    }
    result[order[i]!] = silhouetteOf(squared.of(i), starts, i, metric === "euclidean", between);
  }
  return result;
}

function silhouetteOf(
  squared: Float64Array,
  starts: Int32Array,
  i: number,
  euclidean: boolean,
  between: BetweenClusterDistances,
): number {
  let own = 0;
  let nearest = Infinity;
  let furthest = -Infinity;
  let others = 0;
  let nOthers = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    const start = starts[k]!;
    const end = starts[k + 1]!;
    let sum = 0;
    for (let j = start; j < end; j++) sum += euclidean ? Math.sqrt(squared[j]!) : squared[j]! / 2;
    if (i >= start && i < end) {
      if (end - start === 1) return 0;
      own = sum / (end - start - 1);
    } else {
      nearest = Math.min(nearest, sum / (end - start));
      furthest = Math.max(furthest, sum / (end - start));
      others += sum;
      nOthers += end - start;
    }
  }
  const other = between === "nearest" ? nearest : between === "furthest" ? furthest : others / nOthers;
  const larger = Math.max(own, other);
  return larger === 0 ? 0 : (other - own) / larger;
}
