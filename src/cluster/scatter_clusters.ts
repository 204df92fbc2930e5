import { factorizeScatter } from "./factorize_scatter.ts";

// Least ratio of the square roots of two pivots at which a factor is good enough to be built upon.
const MIN_RATIO = 1e-5;

/**
 * The clusters of an agglomeration: size, mean and scatter matrix of each, and what a merge would cost under the VVV
 * criterion of Fraley (1998). Scatter matrices are kept as packed lower triangles.
 */
export class ScatterClusters {
  /** Dimensions. */
  readonly p: number;
  /** Clusters left; they stand in the slots 0 … count − 1. */
  count: number;
  readonly #sizes: Float64Array;
  readonly #means: Float64Array;
  readonly #scatters: Float64Array;
  readonly #traces: Float64Array;
  readonly #terms: Float64Array;
  readonly #alpha: number;
  readonly #packed: number;
  readonly #factor: Float64Array;
  readonly #difference: Float64Array;
  // Factor of the scatter matrix of the cluster merged last, to which single rows can be added cheaply.
  readonly #base: Float64Array;
  #baseSlot = -1;
  #basePivots = 1;

  /** Every row of `z` (n × p, row major) is a cluster of its own. */
  constructor(z: Float64Array, n: number, p: number) {
    this.p = p;
    this.count = n;
    this.#packed = p * (p + 1) / 2;
    this.#sizes = new Float64Array(n).fill(1);
    this.#means = z.slice();
    this.#scatters = new Float64Array(n * this.#packed);
    this.#traces = new Float64Array(n);
    this.#alpha = spread(z, n, p);
    this.#terms = new Float64Array(n).fill(Math.log(this.#alpha));
    this.#factor = new Float64Array(p * p);
    this.#difference = new Float64Array(p);
    this.#base = new Float64Array(p * p);
  }

  /** term(i ∪ j) − term(i) − term(j): how much the criterion rises when slots `i` and `j` become one cluster. */
  cost(i: number, j: number): number {
    return this.#jointTerm(i, j) - this.#terms[i]! - this.#terms[j]!;
  }

  /** Puts the union of slots `i` and `j` into slot `i`, and the last cluster into slot `j`. */
  merge(i: number, j: number): void {
    const { p } = this;
    const packed = this.#packed;
    const term = this.#jointTerm(i, j);
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

  #jointTerm(i: number, j: number): number {
    const { p } = this;
    const means = this.#means, d = this.#difference;
    const ni = this.#sizes[i]!, nj = this.#sizes[j]!, n = ni + nj;
    const weight = ni * nj / n;
    let square = 0;
    for (let a = 0, x = i * p, y = j * p; a < p; a++, x++, y++) {
      const value = means[x]! - means[y]!;
      d[a] = value;
      square += value * value;
    }
    const spherical = (this.#traces[i]! + this.#traces[j]! + weight * square + this.#alpha) / n;
    return n * Math.log(n > p ? this.#determinant(i, j, weight, n) + spherical : spherical);
  }

  /** |W/n| of the union; `#difference` holds the difference of the means. */
  #determinant(i: number, j: number, weight: number, n: number): number {
    if (i === this.#baseSlot && this.#sizes[j] === 1) return this.#withRow(weight);
    if (j === this.#baseSlot && this.#sizes[i] === 1) return this.#withRow(weight);
    const packed = this.#packed;
    return factorizeScatter(this.#scatters, i * packed, j * packed, weight, this.#difference, n, this.#factor);
  }

  /** Keeps the factor of slot `i` where that is safe: not when its matrix is nearly singular. */
  #prepare(i: number): void {
    const n = this.#sizes[i]! + 1;
    this.#baseSlot = -1;
    if (n - 1 <= this.p) return;
    this.#difference.fill(0);
    this.#basePivots = factorizeScatter(this.#scatters, i * this.#packed, -1, 0, this.#difference, n, this.#base);
    if (this.#basePivots === 0) return;
    let least = Infinity, greatest = 0;
    for (let a = 0; a < this.p; a++) {
      const reciprocal = this.#base[a * (this.p + 1)]!;
      least = Math.min(least, reciprocal);
      greatest = Math.max(greatest, reciprocal);
    }
    if (least > greatest * MIN_RATIO) this.#baseSlot = i;
  }

  /** |W/n| with one row more, by the determinant lemma: |W + w d dᵀ| = |W| (1 + w ‖L⁻¹ d‖²). */
  #withRow(weight: number): number {
    const { p } = this;
    const l = this.#base, d = this.#difference, y = this.#factor;
    let square = 0;
    for (let a = 0; a < p; a++) {
      let sum = d[a]!;
      for (let k = 0, at = a * p; k < a; k++, at++) sum -= l[at]! * y[k]!;
      sum *= l[a * (p + 1)]!;
      y[a] = sum;
      square += sum * sum;
    }
    // The pivots were divided by the size the union has: that of the base and one.
    return this.#basePivots * (1 + weight * square);
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
