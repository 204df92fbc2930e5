import { checkLength } from "../core/check.ts";
import { Dense } from "../data/dense.ts";
import type { CostRows } from "./cost_rows.ts";

/** What a {@linkcode SinkhornPlan} is made of. */
export interface SinkhornParts {
  /** Opens the costs, which are read row by row. */
  readonly costs: () => CostRows;
  /** Potentials of the rows. */
  readonly f: Float64Array;
  /** Potentials of the columns. */
  readonly g: Float64Array;
  /** Strength of the entropy. */
  readonly reg: number;
  /** Iterations that were needed. */
  readonly nIter: number;
  /** How far row sums are from what they should be. */
  readonly error: number;
}

/**
 * A transport plan with entropy, kept as two potentials: P_ij = exp((f_i + g_j − C_ij)/ε). Rows are computed when they
 * are needed, so that plans between many points take no `n × m` memory.
 *
 * @example
 * ```ts
 * import { sinkhorn } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const plan = sinkhorn(Dense.fromRows([[0], [1]]), Dense.fromRows([[0], [1]]), { reg: 0.1 });
 * const [first] = plan.toDense().toRows();
 * assert(first![0]! > 0.49 && Math.abs(first![0]! + first![1]! - 0.5) < 1e-6);
 * ```
 */
export class SinkhornPlan {
  /** Potentials of the rows, with their masses in them; −∞ for a row without mass. */
  readonly f: Float64Array;
  /** Potentials of the columns, with their masses in them. */
  readonly g: Float64Array;
  /** Strength of the entropy, ε. */
  readonly reg: number;
  /** Iterations that were needed. */
  readonly nIter: number;
  /** How far row sums were from what they should be at the last iteration, Σ |difference|. */
  readonly error: number;
  readonly #costs: () => CostRows;

  /** A plan of given potentials. */
  constructor({ costs, f, g, reg, nIter, error }: SinkhornParts) {
    this.#costs = costs;
    this.f = f;
    this.g = g;
    this.reg = reg;
    this.nIter = nIter;
    this.error = error;
    Object.freeze(this);
  }

  /** Hands each row of the plan to `visit`, in order; the array is used again for the next. */
  forEachRow(visit: (row: Float64Array, i: number, costs: Float64Array) => void): void {
    using costs = this.#costs();
    const row = new Float64Array(costs.nCols);
    for (let i = 0; i < costs.nRows; i++) {
      const cost = costs.of(i);
      for (let j = 0; j < row.length; j++) row[j] = Math.exp((this.f[i]! + this.g[j]! - cost[j]!) / this.reg);
      visit(row, i, cost);
    }
  }

  /** The plan written out, `n × m`, float64. */
  toDense(): Dense {
    const [n, m] = [this.f.length, this.g.length];
    const out = new Float64Array(n * m);
    this.forEachRow((row, i) => out.set(row, i * m));
    return new Dense(out, { shape: [n, m] });
  }

  /** Σ P · C: what moving costs, without the entropy. */
  get cost(): number {
    let sum = 0;
    this.forEachRow((row, _, costs) => {
      for (let j = 0; j < row.length; j++) sum += row[j]! * costs[j]!;
    });
    return sum;
  }

  /** −Σ P ln P. */
  get entropy(): number {
    let sum = 0;
    this.forEachRow((row, i, costs) => {
      for (let j = 0; j < row.length; j++) {
        if (row[j]! > 0) sum -= row[j]! * (this.f[i]! + this.g[j]! - costs[j]!) / this.reg;
      }
    });
    return sum;
  }

  /**
   * Means of values of the columns' points, weighted by the plan: its rows, each made to sum to 1, times the values.
   *
   * @param values `m × p`, a row a point.
   * @returns `n × p`, float64; NaN for a row without mass.
   * @throws {WeftError} `Misaligned` when there is not one row of values a column.
   */
  average(values: Dense): Dense {
    checkLength(values.nRows, this.g.length, "the values", "the plan has columns");
    const p = values.nCols;
    const data = values.astype("float64").data as Float64Array;
    const out = new Float64Array(this.f.length * p);
    this.forEachRow((row, i) => {
      let mass = 0;
      for (let j = 0; j < row.length; j++) mass += row[j]!;
      for (let j = 0; j < row.length; j++) {
        const weight = row[j]! / mass;
        if (weight === 0) continue;
        for (let c = 0, to = i * p, from = j * p; c < p; c++) out[to++]! += weight * data[from++]!;
      }
    });
    return new Dense(out, { shape: [this.f.length, p] });
  }
}
