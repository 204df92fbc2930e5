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
  // Two rows at a time, each added in its turn: sums come out the same to the last bit, and sooner.
  const paired = rows.length - rows.length % 2;
  for (let p = 0; p < paired; p += 2) {
    const [first, second] = [rows[p]!, rows[p + 1]!];
    const [fromA, fromB] = [first * k, second * k];
    const [toA, toB] = [batchOf[first]! * k, batchOf[second]! * k];
    for (let c = 0; c < k; c++) {
      observed[toA + c]! += sign * r[fromA + c]!;
      observed[toB + c]! += sign * r[fromB + c]!;
    }
  }
  for (let p = paired; p < rows.length; p++) {
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
export function assignRows(assignment: Assignment, rows: Int32Array, k: number): number {
  const { r, weights, batchOf, factors, logs, observed } = assignment;
  let fit = 0;
  const paired = rows.length - rows.length % 2;
  for (let p = 0; p < paired; p += 2) {
    const [first, second] = [rows[p]!, rows[p + 1]!];
    const [fromA, fromB] = [first * k, second * k];
    const [ofA, ofB] = [batchOf[first]! * k, batchOf[second]! * k];
    let [sumA, sumB, bonusA, bonusB] = [0, 0, 0, 0];
    for (let c = 0; c < k; c++) {
      const a = weights[fromA + c]! * factors[ofA + c]!;
      const b = weights[fromB + c]! * factors[ofB + c]!;
      r[fromA + c] = a;
      r[fromB + c] = b;
      sumA += a;
      sumB += b;
      bonusA += a * logs[ofA + c]!;
      bonusB += b * logs[ofB + c]!;
    }
    const [scaleA, scaleB] = [1 / sumA, 1 / sumB];
    for (let c = 0; c < k; c++) {
      const a = r[fromA + c]! * scaleA;
      const b = r[fromB + c]! * scaleB;
      r[fromA + c] = a;
      r[fromB + c] = b;
      observed[ofA + c]! += a;
      observed[ofB + c]! += b;
    }
    fit += bonusA * scaleA - Math.log(sumA);
    fit += bonusB * scaleB - Math.log(sumB);
  }
  return paired === rows.length ? fit : fit + assignLast(assignment, rows[paired]!, k);
}

/** The row that is left over by pairs. */
function assignLast(
  { r, weights, batchOf, factors, logs, observed }: Assignment,
  row: number,
  k: number,
): number {
  const from = row * k;
  const of = batchOf[row]! * k;
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
  return bonus * scale - Math.log(sum);
}
