import type { FloatArray } from "../../linalg/float_array.ts";

/** Takes the assignments of rows (`sign` −1) out of O, the cells of each batch in each cluster, or adds them (1). */
export function addRows(
  r: FloatArray,
  rows: Int32Array,
  batchOf: Int32Array,
  observed: Float64Array,
  k: number,
  sign: number,
): void {
  for (let p = 0; p < rows.length; p++) {
    const from = rows[p]! * k;
    const to = batchOf[rows[p]!]! * k;
    for (let c = 0; c < k; c++) observed[to + c]! += sign * r[from + c]!;
  }
}

/** Where rows are assigned to, and by what. */
export interface Assignment {
  /** R, `n × k`. */
  readonly r: FloatArray;
  /** Weights of clusters without regard to batches, `n × k`. */
  readonly weights: FloatArray;
  /** Batch of every row. */
  readonly batchOf: Int32Array;
  /** What weights are multiplied by, `nBatches × k`, and its logarithm. */
  readonly factors: Float64Array;
  readonly logs: Float64Array;
  /** O, `nBatches × k`. */
  readonly observed: Float64Array;
}

/**
 * Assigns rows anew, R ∝ weight · factor with rows that sum to 1, and adds them to O. Returns their
 * Σ (Σ_k R ln factor − ln Σ_k weight · factor): what their fit over σ is, but for the divisor of the weights.
 */
export function assignRows(
  { r, weights, batchOf, factors, logs, observed }: Assignment,
  rows: Int32Array,
  k: number,
): number {
  let fit = 0;
  for (let p = 0; p < rows.length; p++) {
    const from = rows[p]! * k;
    const of = batchOf[rows[p]!]! * k;
    let sum = 0;
    let bonus = 0;
    for (let c = 0; c < k; c++) {
      const value = weights[from + c]! * factors[of + c]!;
      r[from + c] = value;
      sum += value;
      bonus += value * logs[of + c]!;
    }
    const scale = 1 / sum;
    for (let c = 0; c < k; c++) {
      const value = r[from + c]! * scale;
      r[from + c] = value;
      observed[of + c]! += value;
    }
    fit += bonus * scale - Math.log(sum);
  }
  return fit;
}
