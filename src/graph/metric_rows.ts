import { checkOneOf } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { checkFiniteRows } from "./check_finite_rows.ts";

/** How far apart two rows are: straight line, 1 − cosine, or 1 − Pearson correlation. */
export type NeighborMetric = "euclidean" | "cosine" | "correlation";

/** Rows laid out so that plain squared Euclidean distance orders them by a metric. */
export interface MetricRows {
  /** Row-major values, `nRows × width`. */
  readonly values: Float64Array;
  /** Number of rows. */
  readonly nRows: number;
  /** Values per row. */
  readonly width: number;
  /** Turns a squared Euclidean distance of two rows into the metric's distance. */
  readonly distance: (squared: number) => number;
}

const METRICS: readonly NeighborMetric[] = ["euclidean", "cosine", "correlation"];

/**
 * Rows of a matrix in float64, scaled to unit length (after centring for correlation) so that
 * `1 − cos(a, b) = ½‖a − b‖²`; equal rows then have distance exactly 0, which `1 − a·b` does not give.
 *
 * A row without direction (all zero, or constant for correlation) gets a coordinate of its own: its distance to every
 * other row is 1, as in scikit-learn, and 0 to a row that has no direction either.
 *
 * @throws {WeftError} `BadValues` when a value is not finite, or beyond ±1e150.
 */
export function metricRows(x: Dense, metric: NeighborMetric): MetricRows {
  checkOneOf(metric, "metric", METRICS);
  const { data, nRows, nCols } = x;
  const angular = metric !== "euclidean";
  const width = angular ? nCols + 1 : nCols;
  const values = new Float64Array(nRows * width);
  if (angular || data instanceof BigInt64Array || data instanceof BigUint64Array) {
    for (let i = 0; i < nRows; i++) {
      for (let j = 0, p = i * width; j < nCols; j++, p++) values[p] = Number(data[i * nCols + j]!);
    }
  } else {
    values.set(data);
  }
  checkFiniteRows(values, width);
  if (angular) {
    for (let i = 0; i < nRows; i++) {
      toUnit(values.subarray(i * width, (i + 1) * width), nCols, metric === "correlation");
    }
  }
  return { values, nRows, width, distance: angular ? half : root };
}

function root(squared: number): number {
  return Math.sqrt(squared);
}

function half(squared: number): number {
  return squared / 2;
}

function toUnit(row: Float64Array, nCols: number, centre: boolean): void {
  let largest = 0;
  if (centre) {
    let sum = 0;
    for (let j = 0; j < nCols; j++) {
      sum += row[j]!;
      largest = Math.max(largest, Math.abs(row[j]!));
    }
    for (let j = 0; j < nCols; j++) row[j]! -= sum / nCols;
  }
  let square = 0;
  for (let j = 0; j < nCols; j++) square += row[j]! * row[j]!;
  const length = Math.sqrt(square);
  // What is left of a constant row after centring is rounding, not direction.
  if (length <= 1e-13 * largest * Math.sqrt(nCols) || length === 0) {
    row.fill(0);
    row[nCols] = 1;
    return;
  }
  for (let j = 0; j < nCols; j++) row[j]! /= length;
}
