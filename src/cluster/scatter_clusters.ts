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

  /** |W/n| of the union by Cholesky, row by row; 0 as soon as a pivot is not positive. */
  #determinant(i: number, j: number, weight: number, n: number): number {
    const { p } = this;
    const l = this.#factor, d = this.#difference, scatters = this.#scatters;
    let determinant = 1;
    for (let a = 0, x = i * this.#packed, y = j * this.#packed; a < p; a++) {
      const row = a * p;
      const da = weight * d[a]!;
      for (let b = 0; b < a; b++, x++, y++) {
        const other = b * p;
        let sum = scatters[x]! + scatters[y]! + da * d[b]!;
        for (let k = 0; k < b; k++) sum -= l[row + k]! * l[other + k]!;
        // The diagonal holds reciprocals: one division a row instead of one an element.
        l[row + b] = sum * l[other + b]!;
      }
      let pivot = scatters[x++]! + scatters[y++]! + da * d[a]!;
      for (let k = 0; k < a; k++) pivot -= l[row + k]! * l[row + k]!;
      if (!(pivot > 0)) return 0;
      determinant *= pivot / n;
      l[row + a] = 1 / Math.sqrt(pivot);
    }
    return determinant;
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
