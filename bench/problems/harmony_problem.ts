import { Rng } from "../../src/core/rng.ts";
import { unitRows } from "../../src/embed/harmony/unit_rows.ts";
import { pearson } from "../../src/metrics/pearson.ts";
import { clouds } from "../data.ts";

/** An embedding whose batches are shifted against each other, and how it would be without that. */
export interface HarmonyProblem {
  /** `n × d`, row major. */
  readonly x: Float64Array<ArrayBuffer>;
  /** The same without shifts. */
  readonly pure: Float64Array<ArrayBuffer>;
  /** Batch of every row. */
  readonly batches: Int32Array<ArrayBuffer>;
  readonly nRows: number;
  readonly nCols: number;
}

/** Clouds in three batches, components falling off as principal ones do; the same for every call. */
export function harmonyProblem(nRows: number, nCols: number): HarmonyProblem {
  const { x: { data }, labels } = clouds(nRows, nCols, 12, 11);
  const rng = new Rng(12);
  const shifts = Float64Array.from({ length: 3 * 12 * nCols }, () => 1.2 * rng.normal());
  const batches = Int32Array.from(labels, () => rng.integer(3));
  const scale = Float64Array.from({ length: nCols }, (_, j) => Math.exp(-j / 20));
  const pure = Float64Array.from(data as Float32Array, (value, at) => value * scale[at % nCols]!);
  const x = pure.map((value, at) => {
    const [i, j] = [Math.floor(at / nCols), at % nCols];
    const shared = shifts[batches[i]! * nCols + j]!;
    const own = shifts[(batches[i]! * 12 + labels[i]!) * nCols + j]!;
    return value + scale[j]! * (shared + 0.3 * own);
  });
  return { x, pure, batches, nRows, nCols };
}

/**
 * Harmony's objective of an answer, by harmonypy's formula with θ 2 and σ 0.1, from what every program gives: the
 * corrected rows (`n × d`) and the assignments (`n × k`). A thousandth of the cells' sum, so that it reads well.
 */
export function objectiveOf(z: Float64Array, r: Float64Array, { batches, nRows: n, nCols: d }: HarmonyProblem): number {
  const k = r.length / n;
  const unit = unitRows(z, d);
  const centers = new Float64Array(k * d);
  const observed = new Float64Array(3 * k);
  const sizes = new Float64Array(3);
  for (let i = 0; i < n; i++) {
    sizes[batches[i]!]!++;
    for (let c = 0; c < k; c++) {
      const weight = r[i * k + c]!;
      observed[batches[i]! * k + c]! += weight;
      for (let j = 0; j < d; j++) centers[c * d + j]! += weight * unit[i * d + j]!;
    }
  }
  const y = unitRows(centers, d);
  let sum = 0;
  for (let at = 0; at < r.length; at++) {
    if (r[at]! <= 0) continue;
    const [i, c] = [Math.floor(at / k), at % k];
    let cosine = 0;
    for (let j = 0; j < d; j++) cosine += unit[i * d + j]! * y[c * d + j]!;
    sum += r[at]! * (2 - 2 * cosine + 0.1 * Math.log(r[at]!));
  }
  for (let c = 0; c < k; c++) {
    const total = observed[c]! + observed[k + c]! + observed[2 * k + c]!;
    for (let b = 0; b < 3; b++) {
      const expected = sizes[b]! / n * total;
      sum += 0.2 * observed[b * k + c]! * Math.log((observed[b * k + c]! + expected + 1) / (2 * expected + 1));
    }
  }
  return sum / 1000;
}

/** Correlation of each column of two embeddings, the mean over columns. */
export function meanColumnR(a: Float64Array, b: Float64Array, nCols: number): number {
  const column = (values: Float64Array, j: number) =>
    Float64Array.from({ length: values.length / nCols }, (_, i) => values[i * nCols + j]!);
  let sum = 0;
  for (let j = 0; j < nCols; j++) sum += pearson(column(a, j), column(b, j));
  return sum / nCols;
}
