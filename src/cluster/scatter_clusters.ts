import type { Block } from "../kernels/block.ts";
import { asFloat64 } from "../kernels/float64.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { scatterMerge, scatterMergeScratch, type ScatterSlots } from "../kernels/ops/scatter_merge.ts";
import { sharedKernels } from "../kernels/shared_kernels.ts";
import { factorizeScatter } from "./factorize_scatter.ts";

// Least ratio of the square roots of two pivots at which a factor is good enough to be built upon.
const MIN_RATIO = 1e-5;

/**
 * The clusters of an agglomeration: size, mean and scatter matrix of each, and what a merge would cost under the VVV
 * criterion of Fraley (1998). Scatter matrices are kept as packed lower triangles.
 *
 * Holds memory of the kernels: declare it with `using`.
 */
export class ScatterClusters implements Disposable {
  /** Dimensions. */
  readonly p: number;
  /** Clusters left; they stand in the slots 0 … count − 1. */
  count: number;
  readonly #kernels: Kernels;
  readonly #blocks: Block[] = [];
  readonly #slots: ScatterSlots;
  readonly #work: { readonly out: Block; readonly scratch: Block };
  readonly #inside: Float64Array;
  readonly #sizes: Float64Array;
  readonly #means: Float64Array;
  readonly #scatters: Float64Array;
  readonly #traces: Float64Array;
  readonly #terms: Float64Array;
  readonly #costs: Float64Array;
  readonly #packed: number;
  // Factor of the scatter matrix of the cluster merged last, to which single rows can be added cheaply.
  readonly #base: Block;
  #baseSlot = -1;
  #basePivots = 1;

  /** Every row of `z` (n × p, row major) is a cluster of its own. */
  constructor(z: Float64Array, n: number, p: number) {
    const { kernels } = sharedKernels();
    this.#kernels = kernels;
    this.p = p;
    this.count = n;
    this.#packed = p * (p + 1) / 2;
    const take = (length: number) => {
      const block = kernels.alloc(length);
      this.#blocks.push(block);
      return block;
    };
    const [means, scatters, traces, sizes] = [2 * n * p, 2 * n * this.#packed, 2 * n, 2 * n].map(take);
    const alpha = spread(z, n, p);
    this.#slots = { nSlots: n, p, means: means!, scatters: scatters!, traces: traces!, sizes: sizes!, alpha };
    this.#sizes = asFloat64(sizes!).fill(1);
    this.#means = asFloat64(means!);
    this.#means.set(z);
    this.#scatters = asFloat64(scatters!).fill(0);
    this.#traces = asFloat64(traces!).fill(0);
    this.#terms = new Float64Array(n).fill(Math.log(alpha));
    this.#costs = new Float64Array(n);
    this.#base = take(2 * p * p);
    this.#work = { out: take(2 * n), scratch: take(scatterMergeScratch(p)) };
    this.#inside = asFloat64(this.#work.out);
  }

  /**
   * term(i ∪ j) − term(i) − term(j) for every slot j from `from` to before `until`: how much the criterion rises when
   * slots `i` and j become one cluster. Valid until the next call; the number at `i` itself means nothing.
   */
  costsOf(i: number, from: number, until: number): Float64Array {
    this.#unite(i, from, until);
    const terms = this.#terms, costs = this.#costs, inside = this.#inside;
    const size = this.#sizes[i]!;
    for (let j = from; j < until; j++) {
      const term = (size + this.#sizes[j]!) * Math.log(inside[j - from]!);
      costs[j - from] = term - terms[Math.min(i, j)]! - terms[Math.max(i, j)]!;
    }
    return costs.subarray(0, until - from);
  }

  /** Puts the union of slots `i` and `j` into slot `i`, and the last cluster into slot `j`. */
  merge(i: number, j: number): void {
    const { p } = this;
    const packed = this.#packed;
    const [one, other] = j === this.#baseSlot ? [j, i] : [i, j];
    this.#unite(one, other, other + 1);
    const term = (this.#sizes[i]! + this.#sizes[j]!) * Math.log(this.#inside[0]!);
    const ni = this.#sizes[i]!, nj = this.#sizes[j]!, n = ni + nj;
    const weight = ni * nj / n;
    const means = this.#means, scatters = this.#scatters;
    for (let a = 0, at = i * packed, other = j * packed; a < p; a++) {
      const da = means[i * p + a]! - means[j * p + a]!;
      for (let b = 0; b <= a; b++, at++, other++) {
        scatters[at]! += scatters[other]! + weight * da * (means[i * p + b]! - means[j * p + b]!);
      }
    }
    let trace = 0;
    for (let a = 0, at = i * packed; a < p; a++, at += a + 1) trace += scatters[at]!;
    for (let a = 0; a < p; a++) means[i * p + a] = (ni * means[i * p + a]! + nj * means[j * p + a]!) / n;
    this.#traces[i] = trace;
    this.#sizes[i] = n;
    this.#terms[i] = term;
    this.#prepare(i);
    const last = --this.count;
    if (j === last) return;
    this.#sizes[j] = this.#sizes[last]!;
    this.#traces[j] = this.#traces[last]!;
    this.#terms[j] = this.#terms[last]!;
    means.copyWithin(j * p, last * p, (last + 1) * p);
    scatters.copyWithin(j * packed, last * packed, (last + 1) * packed);
  }

  #unite(slot: number, from: number, until: number): void {
    const base = slot === this.#baseSlot ? this.#base : undefined;
    const one = { slot, base, pivots: this.#basePivots };
    scatterMerge(this.#kernels, this.#slots, one, { from, until }, this.#work);
  }

  /** Keeps the factor of slot `i` where that is safe: not when its matrix is nearly singular. */
  #prepare(i: number): void {
    const n = this.#sizes[i]! + 1;
    this.#baseSlot = -1;
    if (n - 1 <= this.p) return;
    const factor = asFloat64(this.#base);
    this.#basePivots = factorizeScatter(this.#scatters.subarray(i * this.#packed), this.p, n, factor);
    if (this.#basePivots === 0) return;
    let least = Infinity, greatest = 0;
    for (let a = 0; a < this.p; a++) {
      const reciprocal = factor[a * (this.p + 1)]!;
      least = Math.min(least, reciprocal);
      greatest = Math.max(greatest, reciprocal);
    }
    if (least > greatest * MIN_RATIO) this.#baseSlot = i;
  }

  /** Gives the memory back. */
  [Symbol.dispose](): void {
    for (const block of this.#blocks) this.#kernels.free(block);
  }
}

/** Sum of squared deviations from the column means over n · p. */
function spread(z: Float64Array, n: number, p: number): number {
  const means = new Float64Array(p);
  for (let at = 0; at < z.length; at++) means[at % p]! += z[at]! / n;
  let sum = 0;
  for (let at = 0; at < z.length; at++) sum += (z[at]! - means[at % p]!) ** 2;
  return sum / (n * p);
}
