import { gemm } from "../../linalg/gemm.ts";
import type { FloatArray } from "../../linalg/float_array.ts";

/** Sizes of a problem. */
export interface HarmonySize {
  /** Cells. */
  readonly n: number;
  /** Dimensions of the embedding. */
  readonly d: number;
  /** Clusters. */
  readonly k: number;
}

/** The products that Harmony spends its time on, over cells that lie batch after batch. */
export interface HarmonyMath extends Disposable {
  /** R, `n × k`: how much each cell belongs to each cluster. */
  readonly assignments: FloatArray;
  /** Sets the unit rows, `n × d`. */
  setUnit(unit: Float64Array): void;
  /** Products of the unit rows with `count` (at most k) rows of `centers`, `n × count`; valid until the next call. */
  products(centers: Float64Array, count: number): FloatArray;
  /**
   * From the products with k centres: softmax over clusters of `scale` · product, in the same array. `logs` takes
   * ln Σ_k exp(scale · (product − 1)) of every row.
   */
  soften(scale: number, logs: Float64Array): FloatArray;
  /** `Σ_i R_i ⊗ x_i` over cells `from` to `to` of the unit rows or of the embedding itself, `k × d`. */
  gather(of: "unit" | "given", from: number, to: number): Float64Array;
  /** `out −= R · w` for cells `from` to `to`, with `w` of `k × d` and `out` of `n × d`. */
  spread(w: Float64Array, from: number, to: number, out: Float64Array): void;
}

/** All in float64: for problems that are small anyway. */
export function float64Math({ n, d, k }: HarmonySize, given: Float64Array): HarmonyMath {
  const assignments = new Float64Array(n * k);
  const scratch = new Float64Array(n * k);
  let unit = given;
  return {
    assignments,
    setUnit(rows) {
      unit = rows;
    },
    products(centers, count) {
      const out = scratch.subarray(0, n * count);
      return gemm(unit, centers.subarray(0, count * d), { m: n, n: count, k: d, transposeB: true }, out);
    },
    soften(scale, logs) {
      for (let i = 0; i < n; i++) {
        let total = 0;
        for (let at = i * k; at < (i + 1) * k; at++) total += scratch[at] = Math.exp(scale * (scratch[at]! - 1));
        logs[i] = Math.log(total);
        for (let at = i * k; at < (i + 1) * k; at++) scratch[at]! /= total;
      }
      return scratch;
    },
    gather(of, from, to) {
      const rows = (of === "unit" ? unit : given).subarray(from * d, to * d);
      return gemm(assignments.subarray(from * k, to * k), rows, { m: k, n: d, k: to - from, transposeA: true });
    },
    spread(w, from, to, out) {
      const part = gemm(assignments.subarray(from * k, to * k), w, { m: to - from, n: d, k });
      for (let at = 0, p = from * d; at < part.length; at++, p++) out[p]! -= part[at]!;
    },
    [Symbol.dispose]() {},
  };
}
