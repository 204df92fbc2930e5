import { checkLength } from "../core/check.ts";
import type { Csr } from "../data/csr.ts";
import { toCsc } from "../data/to_csc.ts";

/** Options of the statistics of spatial autocorrelation. */
export interface SpatialWeightsOptions {
  /** Whether the weights of every spot are scaled to sum to 1 first. Default false: weights as they are. */
  readonly rowStandardize?: boolean;
}

/** A graph's weights, ready for sums over its edges. */
export interface SpatialWeights {
  /** Where the edges of each spot begin. */
  readonly indptr: Int32Array;
  /** The spot at the other end of each edge. */
  readonly indices: Int32Array;
  /** Weight of each edge. */
  readonly values: Float64Array;
  /** Sum W of all weights. */
  readonly total: number;
}

/** Sums over weights that the variance of Moran's I and Geary's C is made of (Cliff and Ord 1981). */
export interface WeightMoments {
  /** Σ w_ij. */
  readonly s0: number;
  /** ½ Σ (w_ij + w_ji)². */
  readonly s1: number;
  /** Σ_i (Σ_j w_ij + Σ_j w_ji)². */
  readonly s2: number;
}

/** The weights of a graph over `n` spots, row-standardised if asked for; rows without edges stay empty. */
export function spatialWeights(graph: Csr, n: number, rowStandardize: boolean): SpatialWeights {
  checkLength(graph.nRows, n, "the rows of the graph", "the values");
  checkLength(graph.nCols, n, "the columns of the graph", "the values");
  const { indptr, indices } = graph;
  const values = Float64Array.from(graph.data as Float64Array, Number);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const row = values.subarray(indptr[i]!, indptr[i + 1]!);
    let sum = 0;
    let size = 0;
    for (const value of row) {
      sum += value;
      size += Math.abs(value);
    }
    if (rowStandardize && size > 0) {
      for (let p = 0; p < row.length; p++) row[p]! /= size;
      sum /= size;
    }
    total += sum;
  }
  return { indptr, indices, values, total };
}

/** The moments of weights, from the graph and its transpose row by row. */
export function weightMoments(graph: Csr, { indptr, indices, values }: SpatialWeights): WeightMoments {
  const n = graph.nRows;
  const incoming = toCsc(graph.withData(values));
  const scratch = new Float64Array(n);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < n; i++) {
    const touched: number[] = [];
    let out = 0;
    let into = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      scratch[indices[p]!]! += values[p]!;
      touched.push(indices[p]!);
      out += values[p]!;
    }
    for (let p = incoming.indptr[i]!; p < incoming.indptr[i + 1]!; p++) {
      const weight = incoming.data[p] as number;
      scratch[incoming.indices[p]!]! += weight;
      touched.push(incoming.indices[p]!);
      into += weight;
    }
    for (const j of touched) {
      s1 += scratch[j]! * scratch[j]! / 2;
      scratch[j] = 0;
    }
    s0 += out;
    s2 += (out + into) * (out + into);
  }
  return { s0, s1, s2 };
}
