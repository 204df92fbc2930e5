import { checkLength, checkOneOf } from "../core/check.ts";
import type { Dense } from "../data/dense.ts";
import { metricRows } from "../graph/metric_rows.ts";
import { RowDistances } from "../graph/row_distances.ts";
import { checkFinite } from "../linalg/check_finite.ts";

/** What moving mass costs: the distance or its square. */
export type TransportMetric = "euclidean" | "sqeuclidean";

/** Costs of moving from each of n points to each of m, a row at a time. */
export interface CostRows extends Disposable {
  /** Number of points that mass comes from. */
  readonly nRows: number;
  /** Number of points that it goes to. */
  readonly nCols: number;
  /** Costs from point `i`; valid until another row is asked for. */
  of(i: number): Float64Array;
}

/** Costs that are there already, `n × m`. */
export function givenCosts(costs: Dense): CostRows {
  const { nRows, nCols } = costs;
  const data = Float64Array.from(costs.data as Float64Array, Number);
  checkFinite(data, "the costs");
  return { nRows, nCols, of: (i) => data.subarray(i * nCols, (i + 1) * nCols), [Symbol.dispose]() {} };
}

/** Distances between points, computed when they are asked for; no `n × m` array is made. */
export function pointCosts(from: Dense, to: Dense, metric: TransportMetric): CostRows {
  checkOneOf(metric, "metric", ["euclidean", "sqeuclidean"]);
  checkLength(to.nCols, from.nCols, "the rows of the reference", "the query");
  const { values, width } = metricRows(from, "euclidean");
  const squared = new RowDistances(values, width, metricRows(to, "euclidean").values);
  const row = new Float64Array(to.nRows);
  return {
    nRows: from.nRows,
    nCols: to.nRows,
    of(i) {
      const found = squared.of(i);
      if (metric === "sqeuclidean") return found;
      for (let j = 0; j < row.length; j++) row[j] = Math.sqrt(found[j]!);
      return row;
    },
    [Symbol.dispose]: () => squared[Symbol.dispose](),
  };
}

/** All costs written out, row major. */
export function writtenOut(costs: CostRows): Float64Array {
  const out = new Float64Array(costs.nRows * costs.nCols);
  for (let i = 0; i < costs.nRows; i++) out.set(costs.of(i), i * costs.nCols);
  return out;
}
