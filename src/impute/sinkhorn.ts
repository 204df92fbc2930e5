import { throwIfAborted } from "../core/abort.ts";
import { checkInteger, checkNumber } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Watched } from "../core/progress.ts";
import type { Dense } from "../data/dense.ts";
import { type CostRows, givenCosts, pointCosts, type TransportMetric } from "./cost_rows.ts";
import { SinkhornPlan } from "./sinkhorn_plan.ts";
import { weightsOf } from "./weights.ts";

/** Options of {@linkcode sinkhorn}. */
export interface SinkhornOptions extends Watched {
  /** Strength ε of the entropy, in units of the cost: smaller is nearer to exact and slower. Default 0.05 of the mean cost of a first row. */
  readonly reg?: number;
  /** What moving costs between points. Default `"euclidean"`. */
  readonly metric?: TransportMetric;
  /** Mass of every row, made to sum to 1. Default: all alike. */
  readonly a?: ArrayLike<number> | undefined;
  /** Mass of every column, made to sum to 1. Default: all alike. */
  readonly b?: ArrayLike<number> | undefined;
  /**
   * Lets masses be missed at a price, reg_m times their Kullback–Leibler divergence (Chizat et al. 2018). Default: they
   * are met.
   */
  readonly regMass?: number | undefined;
  /** Stops when row sums miss their masses by at most this in all. Default 1e-6. */
  readonly tolerance?: number;
  /** Iterations at most. Default 2000. */
  readonly maxIter?: number;
}

/**
 * Optimal transport with entropy (Cuturi 2013): the plan that minimises Σ P C − ε H(P) between two clouds of points, by
 * Sinkhorn's iterations on logarithms, which do not overflow for small ε.
 *
 * Costs are computed a block of rows at a time in every iteration; neither they nor the plan are kept.
 *
 * @param from Points that mass comes from, `n × d`.
 * @param to Points that it goes to, `m × d`.
 * @param options See {@linkcode SinkhornOptions}.
 * @returns The plan.
 * @throws {WeftError} `Misaligned` when columns or masses do not fit; `BadValues`; `TooSmall`; `InvalidArgument`;
 * `Aborted`.
 *
 * @example
 * ```ts
 * import { sinkhorn } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const cells = Dense.fromRows([[0, 0], [1, 1], [5, 5]]);
 * const plan = sinkhorn(cells, cells, { reg: 0.05 });
 * assert.deepEqual(plan.average(cells).toRows().map((row) => row.map(Math.round)), [[0, 0], [1, 1], [5, 5]]);
 * ```
 */
export function sinkhorn(from: Dense, to: Dense, options: SinkhornOptions = {}): SinkhornPlan {
  return sinkhornOf(() => pointCosts(from, to, options.metric ?? "euclidean"), options);
}

/**
 * Optimal transport with entropy as {@linkcode sinkhorn}, of costs that are there already.
 *
 * @param costs What moving costs, `n × m`, finite.
 * @param options As for {@linkcode sinkhorn}; `metric` means nothing.
 * @returns The plan.
 * @throws {WeftError} As {@linkcode sinkhorn}.
 *
 * @example
 * ```ts
 * import { sinkhornCosts } from "weft/impute";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const plan = sinkhornCosts(Dense.fromRows([[1, 2], [1, 9]]), { reg: 0.1 });
 * assert(Math.abs(plan.cost - 1.5) < 1e-3);
 * ```
 */
export function sinkhornCosts(costs: Dense, options: SinkhornOptions = {}): SinkhornPlan {
  return sinkhornOf(() => givenCosts(costs), options);
}

function sinkhornOf(open: () => CostRows, options: SinkhornOptions): SinkhornPlan {
  using costs = open();
  const { nRows: n, nCols: m } = costs;
  if (n === 0 || m === 0) {
    throw new WeftError("TooSmall", { expected: "points to move mass between", found: `${n} × ${m}` });
  }
  const { a, b, regMass, tolerance = 1e-6, maxIter = 2000, signal, onProgress } = options;
  const reg = options.reg ?? 0.05 * (costs.of(0).reduce((sum, cost) => sum + cost, 0) / m || 1);
  checkNumber(reg, "reg", Number.MIN_VALUE);
  if (regMass !== undefined) checkNumber(regMass, "regMass", Number.MIN_VALUE);
  checkNumber(tolerance, "tolerance", 0);
  checkInteger(maxIter, "maxIter", 1);
  // How far potentials follow the masses: all the way, or as far as missing them is dear.
  const follow = regMass === undefined ? 1 : regMass / (regMass + reg);
  const masses = [weightsOf(a, n, "a"), weightsOf(b, m, "b")] as const;
  const state = new Potentials(masses[0], masses[1], reg, follow);
  let [nIter, error] = [0, Infinity];
  while (nIter < maxIter && error > tolerance) {
    throwIfAborted(signal, "Sinkhorn");
    onProgress?.({ stage: "sinkhorn", done: nIter, total: maxIter, values: { error } });
    error = state.step(costs);
    nIter++;
  }
  return new SinkhornPlan({ costs: open, ...state.plain(), reg, nIter, error });
}

/** Potentials over the product of the masses, in units of ε: P_ij = a_i b_j exp(u_i + v_j − C_ij/ε). */
class Potentials {
  readonly #a: Float64Array;
  readonly #logA: Float64Array;
  readonly #logB: Float64Array;
  readonly #reg: number;
  readonly #follow: number;
  readonly #u: Float64Array;
  readonly #v: Float64Array;
  #started = false;

  constructor(a: Float64Array, b: Float64Array, reg: number, follow: number) {
    this.#a = a;
    this.#logA = a.map(Math.log);
    this.#logB = b.map(Math.log);
    this.#reg = reg;
    this.#follow = follow;
    this.#u = new Float64Array(a.length);
    // Plain potentials start at 0 where masses are met.
    this.#v = follow === 1 ? this.#logB.map((log) => log === -Infinity ? 0 : -log) : new Float64Array(b.length);
  }

  /** Rows, then columns, in one pass over the costs; returns by how much row sums missed their masses before. */
  step(costs: CostRows): number {
    const [u, v, logB, reg] = [this.#u, this.#v, this.#logB, this.#reg];
    const sums = new Float64Array(v.length);
    const exps = new Float64Array(v.length);
    let error = 0;
    for (let i = 0; i < u.length; i++) {
      const cost = costs.of(i);
      let most = -Infinity;
      for (let j = 0; j < v.length; j++) {
        const value = logB[j]! + v[j]! - cost[j]! / reg;
        exps[j] = value;
        if (value > most) most = value;
      }
      let total = 0;
      for (let j = 0; j < v.length; j++) total += exps[j] = Math.exp(exps[j]! - most);
      const next = -this.#follow * (most + Math.log(total));
      error += this.#miss(i, next);
      u[i] = next;
      if (this.#a[i] === 0) continue;
      const weight = this.#a[i]! * Math.exp(next + most);
      for (let j = 0; j < v.length; j++) sums[j]! += weight * exps[j]!;
    }
    const known = this.#started;
    this.#started = true;
    // `sums` are Σ_i P_ij of the potentials so far; where that underflows they are added up as logarithms.
    if (sums.some((sum, j) => !(sum > 1e-290) && logB[j] !== -Infinity)) this.#columns(costs);
    else {
      for (let j = 0; j < v.length; j++) {
        if (logB[j] !== -Infinity) v[j] = -this.#follow * (Math.log(sums[j]!) - logB[j]! - v[j]!);
      }
    }
    return known ? error : Infinity;
  }

  #miss(i: number, next: number): number {
    if (this.#a[i] === 0) return 0;
    const change = this.#u[i]! - next;
    return this.#a[i]! * Math.abs(Math.expm1(change));
  }

  #columns(costs: CostRows): void {
    const [u, v] = [this.#u, this.#v];
    const most = new Float64Array(v.length).fill(-Infinity);
    const sums = new Float64Array(v.length);
    for (let i = 0; i < u.length; i++) {
      if (this.#a[i] === 0) continue;
      const cost = costs.of(i);
      for (let j = 0; j < v.length; j++) {
        const value = this.#logA[i]! + u[i]! - cost[j]! / this.#reg;
        if (value > most[j]!) {
          sums[j] = sums[j]! * Math.exp(most[j]! - value) + 1;
          most[j] = value;
        } else sums[j]! += Math.exp(value - most[j]!);
      }
    }
    for (let j = 0; j < v.length; j++) {
      if (this.#logB[j] !== -Infinity) v[j] = -this.#follow * (most[j]! + Math.log(sums[j]!));
    }
  }

  /** Potentials in units of the cost, with the masses in them. */
  plain(): { readonly f: Float64Array; readonly g: Float64Array } {
    return {
      f: this.#u.map((value, i) => this.#reg * (value + this.#logA[i]!)),
      g: this.#v.map((value, j) => this.#reg * (value + this.#logB[j]!)),
    };
  }
}
