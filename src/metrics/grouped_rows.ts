import { checkLabels, codeSizes, labelCodes, type Labels } from "./labels.ts";
import type { Dense } from "../data/dense.ts";
import { metricRows, type NeighborMetric } from "../graph/metric_rows.ts";

/** Rows in float64, ordered by label, so that every cluster is one stretch of memory. */
export interface GroupedRows {
  /** Row-major values of the labelled rows, cluster after cluster. */
  readonly values: Float64Array;
  /** Values per row. */
  readonly width: number;
  /** The original row of each of these rows. */
  readonly order: Int32Array;
  /** Where each cluster begins; one longer than the number of clusters. */
  readonly starts: Int32Array;
}

/**
 * The labelled rows of a matrix grouped by cluster, laid out for a metric (see {@linkcode metricRows}).
 *
 * @throws {WeftError} `Misaligned` when there is not one label a row; `BadValues` when a value is not finite.
 */
export function groupedRows(x: Dense, labels: Labels, metric: NeighborMetric): GroupedRows {
  checkLabels(labels, x.nRows, "the rows");
  const codes = labelCodes(labels);
  const sizes = codeSizes(codes);
  const starts = new Int32Array(sizes.length + 1);
  for (let k = 0; k < sizes.length; k++) starts[k + 1] = starts[k]! + sizes[k]!;
  const next = starts.slice();
  const order = new Int32Array(starts[sizes.length]!);
  for (let i = 0; i < codes.codes.length; i++) if (codes.codes[i]! >= 0) order[next[codes.codes[i]!]!++] = i;
  const { values, width } = metricRows(x.takeRows(order), metric);
  return { values, width, order, starts };
}

/** The mean row of every cluster, `nClusters × width`. */
export function centroids({ values, width, starts }: GroupedRows): Float64Array {
  const nClusters = starts.length - 1;
  const means = new Float64Array(nClusters * width);
  for (let k = 0; k < nClusters; k++) {
    const mean = means.subarray(k * width, (k + 1) * width);
    for (let i = starts[k]!; i < starts[k + 1]!; i++) {
      for (let c = 0; c < width; c++) mean[c]! += values[i * width + c]!;
    }
    for (let c = 0; c < width; c++) mean[c]! /= starts[k + 1]! - starts[k]!;
  }
  return means;
}

/** Squared Euclidean distance of row `i` of `a` and row `j` of `b`. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, width: number): number {
  let sum = 0;
  for (let c = 0, p = i * width, q = j * width; c < width; c++, p++, q++) {
    const difference = a[p]! - b[q]!;
    sum += difference * difference;
  }
  return sum;
}
