import { checkInteger, checkLength, checkNumber, checkOneOf } from "../core/check.ts";
import type { Watched } from "../core/progress.ts";
import { Csr } from "../data/csr.ts";
import { Dense } from "../data/dense.ts";
import { type Matrix, toCsr } from "../data/matrix.ts";
import { nearestByMetric } from "../graph/nearest_by_metric.ts";
import { pointCosts, type TransportMetric, writtenOut } from "./cost_rows.ts";
import { checkExact, transportOf } from "./emd.ts";
import { sinkhorn } from "./sinkhorn.ts";

/** Options of {@linkcode transfer}. */
export interface TransferOptions extends Watched {
  /**
   * How values are carried over: means of nearest neighbours, or along a transport plan, exact or with entropy. Default
   * `"knn"`.
   */
  readonly method?: "knn" | "emd" | "sinkhorn";
  /** How many neighbours count, by 1/(distance + `softening`); for `"knn"`. Default 10. */
  readonly nNeighbors?: number;
  /** Keeps an equal neighbour from deciding alone; 0 lets it. Default 10⁻⁵, as scMRDR. */
  readonly softening?: number;
  /** What moving costs; for `"emd"` and `"sinkhorn"`. Default `"euclidean"`. */
  readonly metric?: TransportMetric;
  /** Strength of the entropy, for `"sinkhorn"`; see {@linkcode sinkhorn}. */
  readonly reg?: number;
}

/**
 * Carries values over from the points of a reference to those of a query that lie in the same space (scMRDR): each query
 * point gets a mean of the reference's values, weighted by nearness or by a transport plan whose rows are made to sum
 * to 1.
 *
 * @param query Embedding of the points that need values, `n × d`.
 * @param reference Embedding of the points that have them, `m × d`.
 * @param values Their values, `m × p`, dense or sparse.
 * @param options See {@linkcode TransferOptions}.
 * @returns Values of the query's points, `n × p`, float64.
 * @throws {WeftError} `Misaligned` when shapes do not fit; `TooSmall` when the reference has fewer points than
 * neighbours; `BadValues`; `InvalidArgument`; `Aborted`.
 *
 * @example
 * ```ts
 * import { transfer } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const reference = Dense.fromRows([[0], [1], [10]]);
 * const values = Dense.fromRows([[5], [5], [8]]);
 * const carried = transfer(Dense.fromRows([[0.5], [10]]), reference, values, { nNeighbors: 2 });
 * assert.equal(Math.round(carried.get(0, 0)), 5);
 * assert.equal(Math.round(carried.get(1, 0)), 8);
 * ```
 */
export function transfer(query: Dense, reference: Dense, values: Matrix, options: TransferOptions = {}): Dense {
  const { method = "knn", metric = "euclidean", nNeighbors = 10, softening = 1e-5, reg, signal, onProgress } = options;
  checkOneOf(method, "method", ["knn", "emd", "sinkhorn"]);
  checkInteger(nNeighbors, "nNeighbors", 1);
  checkNumber(softening, "softening", 0);
  if (reg !== undefined) checkNumber(reg, "reg", Number.MIN_VALUE);
  checkLength(values.nRows, reference.nRows, "the values", "the reference");
  checkLength(query.nCols, reference.nCols, "the rows of the query", "the reference");
  const watched = { signal, ...(onProgress && { onProgress }) };
  if (method === "sinkhorn") {
    const settings = { metric, ...(reg !== undefined && { reg }), ...watched };
    return sinkhorn(query, reference, settings).average(dense(values));
  }
  const weights = method === "knn" ? byNearness(query, reference, { nNeighbors, softening, signal }) : byPlan();
  return averages(weights, dense(values));

  function byPlan(): Csr {
    checkExact(query.nRows, reference.nRows);
    using costs = pointCosts(query, reference, metric);
    return transportOf(writtenOut(costs), query.nRows, reference.nRows, watched).plan;
  }
}

function byNearness(
  query: Dense,
  reference: Dense,
  { nNeighbors: k, softening, signal }: { nNeighbors: number; softening: number; signal: AbortSignal | undefined },
): Csr {
  const { indices, distances } = nearestByMetric(reference, { nNeighbors: k, queries: query, signal });
  const data = new Float64Array(distances.length);
  for (let i = 0; i < query.nRows; i++) {
    const equal = distances[i * k]! + softening === 0;
    for (let p = i * k; p < (i + 1) * k; p++) {
      data[p] = equal ? Number(distances[p] === 0) : 1 / (distances[p]! + softening);
    }
  }
  const indptr = Int32Array.from({ length: query.nRows + 1 }, (_, i) => i * k);
  return new Csr({ shape: [query.nRows, reference.nRows], indptr, indices, data });
}

/** Weighted means of rows of values, the weights of each made to sum to 1. */
function averages({ nRows, indptr, indices, data }: Csr, values: Dense): Dense {
  const p = values.nCols;
  const from = values.astype("float64").data as Float64Array;
  const out = new Float64Array(nRows * p);
  for (let i = 0; i < nRows; i++) {
    let mass = 0;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) mass += Number(data[at]);
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) {
      const weight = Number(data[at]) / mass;
      for (let c = 0, to = i * p, source = indices[at]! * p; c < p; c++) out[to++]! += weight * from[source++]!;
    }
  }
  return new Dense(out, { shape: [nRows, p] });
}

function dense(values: Matrix): Dense {
  return values.kind === "dense" ? values : toCsr(values).toDense();
}
