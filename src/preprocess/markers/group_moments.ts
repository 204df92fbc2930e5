import type { Matrix } from "../../data/matrix.ts";
import { eachColumn } from "./stored_column.ts";

/** Mean, variance and share of non-zero values of every column in one set of rows. */
export interface Moments {
  /** Number of rows. */
  readonly n: number;
  /** Mean per column. */
  readonly mean: Float64Array;
  /** Variance per column, ddof 1. */
  readonly variance: Float64Array;
  /** Share of rows that are not zero, per column. */
  readonly nonZero: Float64Array;
}

/** Moments of every group of rows, `codes` naming the group of each row; zeros that are not stored count. */
export function groupMoments(x: Matrix, codes: Int32Array, sizes: Int32Array): Moments[] {
  const groups = Array.from(sizes, (n) => ({
    n,
    mean: new Float64Array(x.nCols),
    variance: new Float64Array(x.nCols),
    nonZero: new Float64Array(x.nCols),
  }));
  eachColumn(x, ({ values, rows, count }, j) => {
    for (let p = 0; p < count; p++) {
      const group = groups[codes[rows[p]!]!]!;
      group.mean[j]! += values[p]!;
      group.nonZero[j]!++;
    }
    for (const group of groups) group.mean[j]! /= group.n;
    for (let p = 0; p < count; p++) {
      const group = groups[codes[rows[p]!]!]!;
      const difference = values[p]! - group.mean[j]!;
      group.variance[j]! += difference * difference;
    }
    for (const { n, mean, variance, nonZero } of groups) {
      variance[j] = (variance[j]! + (n - nonZero[j]!) * mean[j]! * mean[j]!) / (n - 1);
      nonZero[j]! /= n;
    }
  });
  return groups;
}

/** The moments of several groups taken together. */
export function mergeMoments(groups: readonly Moments[]): Moments {
  const filled = groups.filter(({ n }) => n > 0);
  const n = filled.reduce((sum, group) => sum + group.n, 0);
  const nCols = groups[0]?.mean.length ?? 0;
  const weighted = (of: (group: Moments) => Float64Array) =>
    new Float64Array(nCols).map((_, j) => filled.reduce((sum, group) => sum + group.n * of(group)[j]!, 0) / n);
  const mean = weighted((group) => group.mean);
  const variance = mean.map((centre, j) => {
    let squares = 0;
    for (const group of filled) {
      if (group.n > 1) squares += (group.n - 1) * group.variance[j]!;
      squares += group.n * (group.mean[j]! - centre) ** 2;
    }
    return squares / (n - 1);
  });
  return { n, mean, variance, nonZero: weighted((group) => group.nonZero) };
}
