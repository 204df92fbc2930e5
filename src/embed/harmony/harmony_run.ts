import type { FloatArray } from "../../linalg/float_array.ts";
import { addRows, assignRows } from "./cell_sums.ts";
import { float64Math, type HarmonyMath, type HarmonySize } from "./harmony_math.ts";
import { kernelMath } from "./kernel_math.ts";
import type { HarmonyRecipe } from "./recipe.ts";
import { unitRows } from "./unit_rows.ts";

/** More multiplications a product than this are worth float32 and compiled kernels. */
const SMALL = 1e6;
const WINDOW = 3;
const TINY = 1e-12;

/** The state of Harmony and its three steps; cells are kept batch after batch, and given out in their own order. */
export class HarmonyRun implements Disposable {
  readonly size: HarmonySize;
  readonly math: HarmonyMath;
  /** The unit rows that are clustered, batch after batch. */
  unit: Float64Array;
  /** The objective after the start and after every clustering that counts. */
  readonly objective: number[] = [];
  readonly #recipe: HarmonyRecipe;
  /** Where every given row lies here. */
  readonly #place: Int32Array;
  readonly #batchOf: Int32Array;
  readonly #starts: Int32Array;
  readonly #share: Float64Array;
  readonly #theta: Float64Array;
  readonly #given: Float64Array;
  /** O, `nBatches × k`; E is a share of its column sums. */
  readonly #observed: Float64Array;
  readonly #logs: Float64Array;
  /** Centres of the clusters, `k × d`, of any length: those it started with, then the intercepts of the last correction. */
  #centers: Float64Array;
  /** The assignments to the present centres without regard to batches, as long as the unit rows stay. */
  #weights: FloatArray | undefined;

  constructor(x: Float64Array, batches: Int32Array, nBatches: number, recipe: HarmonyRecipe) {
    const n = batches.length;
    const d = x.length / n;
    const k = recipe.nClusters;
    this.size = { n, d, k };
    this.#recipe = recipe;
    const sizes = new Int32Array(nBatches);
    for (const batch of batches) sizes[batch]!++;
    this.#starts = new Int32Array(nBatches + 1);
    for (let b = 0; b < nBatches; b++) this.#starts[b + 1] = this.#starts[b]! + sizes[b]!;
    const next = this.#starts.slice();
    this.#place = batches.map((batch) => next[batch]!++);
    const order = new Int32Array(n);
    this.#place.forEach((place, row) => order[place] = row);
    this.#batchOf = order.map((row) => batches[row]!);
    this.#share = Float64Array.from(sizes, (size) => size / n);
    this.#theta = Float64Array.from(
      sizes,
      (size) => recipe.tau > 0 ? recipe.theta * (1 - Math.exp(-((size / (k * recipe.tau)) ** 2))) : recipe.theta,
    );
    this.#given = byRows(x, order, d);
    this.#observed = new Float64Array(nBatches * k);
    this.#logs = new Float64Array(n);
    this.#centers = new Float64Array(k * d);
    this.math = (n * d * k <= SMALL ? float64Math : kernelMath)(this.size, this.#given);
    this.unit = unitRows(this.#given, d);
    this.math.setUnit(this.unit);
  }

  /** Assigns cells to given centres (`k × d`) without regard to batches. */
  start(centers: Float64Array): void {
    const { k } = this.size;
    this.#centers = centers;
    this.math.assignments.set(this.#aim(centers));
    this.#observed.fill(0);
    const rows = Int32Array.from({ length: this.size.n }, (_, i) => i);
    addRows(this.math.assignments, rows, this.#batchOf, this.#observed, k, 1);
    const fit = this.#logs.reduce((sum, log) => sum - log, 0);
    this.objective.push(this.#recipe.sigma * (fit + this.#diversity()));
  }

  /**
   * Clusters until the objective settles; `orderOf` gives the order of cells of a sweep. Returns the number of sweeps
   * and whether it settled.
   */
  cluster(orderOf: () => Int32Array): { readonly sweeps: number; readonly settled: boolean } {
    const { preset, maxIterClustering, tolClustering } = this.#recipe;
    const fewest = preset === "harmonypy" ? WINDOW + 2 : WINDOW + 1;
    const seen: number[] = [];
    let settled = false;
    while (seen.length < maxIterClustering && !settled) {
      seen.push(this.#sweep(orderOf()));
      if (seen.length < fewest) continue;
      const before = seen.slice(-WINDOW - 1, -1).reduce((sum, value) => sum + value, 0);
      const now = seen.slice(-WINDOW).reduce((sum, value) => sum + value, 0);
      const fall = preset === "harmonypy" ? Math.abs(before - now) : before - now;
      settled = fall < tolClustering * Math.abs(before);
    }
    if (settled || preset === "harmonypy") this.objective.push(seen.at(-1)!);
    return { sweeps: seen.length, settled };
  }

  /** Whether the last two objectives differ by less than the tolerance. */
  get settled(): boolean {
    const [before, now] = this.objective.slice(-2);
    return now !== undefined && before! - now < this.#recipe.tolHarmony * Math.abs(before!);
  }

  /** Assigns cells to centres without regard to batches. */
  #aim(centers: Float64Array): FloatArray {
    const { d, k } = this.size;
    this.math.products(unitRows(centers, d), k);
    return this.#weights = this.math.soften(2 / this.#recipe.sigma, this.#logs);
  }

  /** The assignments that a sweep starts from. */
  #aimed(): FloatArray {
    if (this.#recipe.centersFrom === "assignments") return this.#aim(this.math.gather("unit", 0, this.size.n));
    return this.#weights ?? this.#aim(this.#centers);
  }

  /** One pass over all cells, block by block, against fixed centres; returns the objective after it. */
  #sweep(order: Int32Array): number {
    const { n, k } = this.size;
    const { sigma, blockSize } = this.#recipe;
    const weights = this.#aimed();
    const r = this.math.assignments;
    const block = Math.max(1, Math.floor(n * blockSize));
    const observed = this.#observed;
    const factors = new Float64Array(observed.length);
    const logs = new Float64Array(observed.length);
    const parts = { r, weights, batchOf: this.#batchOf, factors, logs, observed };
    const rows = order.map((row) => this.#place[row]!);
    let fit = 0;
    for (let first = 0; first < n; first += block) {
      const some = rows.subarray(first, Math.min(n, first + block));
      addRows(r, some, this.#batchOf, observed, k, -1);
      this.#penalties(logs, factors);
      fit += assignRows(parts, some, k);
    }
    // Σ_k R dist + σ R ln R of a cell over σ: weights are a softmax of −dist/σ, whose divisor `#logs` holds.
    for (let i = 0; i < n; i++) fit -= this.#logs[i]!;
    return sigma * (fit + this.#diversity());
  }

  /** The factor by which each cluster's weight falls for cells of each batch, and its logarithm. */
  #penalties(logs: Float64Array, factors: Float64Array): void {
    const { k } = this.size;
    const totals = this.#totals();
    for (let o = 0; o < logs.length; o++) {
      logs[o] = -this.#theta[Math.floor(o / k)]! * this.#surplus(o, totals);
    }
    // Only ratios within a batch count: the largest factor is made 1, so that none leaves the range of numbers.
    for (let first = 0; first < logs.length; first += k) {
      let most = -Infinity;
      for (let o = first; o < first + k; o++) most = Math.max(most, logs[o]!);
      for (let o = first; o < first + k; o++) factors[o] = Math.exp(logs[o] = logs[o]! - most);
    }
  }

  /** How much more of a batch a cluster holds than its share, as a logarithm. */
  #surplus(o: number, totals: Float64Array): number {
    const { k } = this.size;
    const expected = this.#share[Math.floor(o / k)]! * Math.max(0, totals[o % k]!);
    const observed = Math.max(0, this.#observed[o]!);
    return this.#recipe.preset === "harmonypy"
      ? Math.log((observed + expected + 1) / (2 * expected + 1))
      : Math.log((observed + 1) / (expected + 1));
  }

  #diversity(): number {
    const totals = this.#totals();
    return this.#observed.reduce((sum, count, o) => {
      return sum + this.#theta[Math.floor(o / this.size.k)]! * count * this.#surplus(o, totals);
    }, 0);
  }

  /** Cells in each cluster. */
  #totals(): Float64Array {
    const { k } = this.size;
    const totals = new Float64Array(k);
    this.#observed.forEach((count, o) => totals[o % k]! += count);
    return totals;
  }

  /**
   * Takes out of the given embedding what batches explain within clusters, by ridge regression with an intercept that is
   * neither penalised nor taken out; clusters the result next. Returns it, batch after batch.
   */
  correct(): Float64Array {
    const { d, k } = this.size;
    const nBatches = this.#share.length;
    const sums = Array.from(
      { length: nBatches },
      (_, b) => this.#within(b, (from, to) => this.math.gather("given", from, to)),
    );
    const totals = this.#totals();
    const effects = sums.map(() => new Float64Array(k * d));
    this.#centers = new Float64Array(k * d);
    for (let c = 0; c < k; c++) {
      const ridge = this.#share.map((share) => this.#ridge(share * totals[c]!));
      const count = Float64Array.from({ length: nBatches }, (_, b) => Math.max(0, this.#observed[b * k + c]!));
      const shrink = ridge.map((lambda, b) => 1 / (count[b]! + lambda));
      // What is left of the normal equations of the intercept once batches are eliminated: Σ_b λ_b O_b / (O_b + λ_b).
      const weight = Math.max(TINY, ridge.reduce((sum, lambda, b) => sum + lambda * shrink[b]! * count[b]!, 0));
      for (let j = c * d; j < (c + 1) * d; j++) {
        let intercept = 0;
        for (let b = 0; b < nBatches; b++) intercept += ridge[b]! * shrink[b]! * sums[b]![j]!;
        this.#centers[j] = intercept /= weight;
        for (let b = 0; b < nBatches; b++) effects[b]![j] = shrink[b]! * (sums[b]![j]! - count[b]! * intercept);
      }
    }
    const corrected = this.#given.slice();
    effects.forEach((w, b) => this.#within(b, (from, to) => this.math.spread(w, from, to, corrected)));
    this.unit = unitRows(corrected, d);
    this.math.setUnit(this.unit);
    this.#weights = undefined;
    return corrected;
  }

  #within<T>(batch: number, work: (from: number, to: number) => T): T {
    return work(this.#starts[batch]!, this.#starts[batch + 1]!);
  }

  /** The penalty of a batch in a cluster where so many of its cells are expected. */
  #ridge(expected: number): number {
    const { lambda, alpha } = this.#recipe;
    return lambda === "dynamic" ? Math.max(TINY, alpha * expected) : lambda;
  }

  /** R, O and E, the cells in the order in which they were given. */
  state(): { readonly r: Float64Array; readonly o: Float64Array; readonly e: Float64Array } {
    const { k } = this.size;
    const totals = this.#totals();
    const e = this.#observed.map((_, o) => this.#share[Math.floor(o / k)]! * totals[o % k]!);
    return { r: byRows(Float64Array.from(this.math.assignments), this.#place, k), o: this.#observed.slice(), e };
  }

  /** Rows of `width` that lie batch after batch, in the order in which cells were given. */
  inOrder(rows: Float64Array, width: number): Float64Array {
    return byRows(rows, this.#place, width);
  }

  [Symbol.dispose](): void {
    this.math[Symbol.dispose]();
  }
}

function byRows(x: Float64Array, order: Int32Array, width: number): Float64Array {
  const out = new Float64Array(x.length);
  order.forEach((row, i) => out.set(x.subarray(row * width, (row + 1) * width), i * width));
  return out;
}
