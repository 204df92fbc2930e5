/** A symmetric matrix reduced to tridiagonal form by reflections. */
export interface Tridiagonal {
  /** Diagonal, n. */
  readonly diagonal: Float64Array;
  /** `offDiagonal[i]` couples i and i + 1; n, the last one is 0. */
  readonly offDiagonal: Float64Array;
  /** Row k holds the reflector that cleared column k, from index k + 1 on; n × n. */
  readonly reflectors: Float64Array;
  /** Scale of each reflector: H = I − scale · v vᵀ; n. */
  readonly scales: Float64Array;
}

/**
 * Householder reduction to tridiagonal form (Golub and Van Loan, algorithm 8.3.1), reading the lower triangle of `a`.
 *
 * The rank-two update of one step and the matrix-vector product of the next run in one pass over the triangle, which
 * is what the time of this step is spent on.
 */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const w = a.slice();
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const scales = new Float64Array(n);
  const reflectors = new Float64Array(n * n);
  const product = new Float64Array(n);
  let v = new Float64Array(n);
  let q = new Float64Array(n);
  let next = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    // Column k of the trailing matrix with the pending update of step k − 1 applied.
    const vk = v[k]!, qk = q[k]!;
    for (let i = k; i < n; i++) next[i] = w[i * n + k]! - v[i]! * qk - q[i]! * vk;
    diagonal[k] = next[k]!;
    if (k === n - 1) break;
    const { alpha, scale } = reflect(next, k + 1, n);
    offDiagonal[k] = alpha;
    scales[k] = scale;
    reflectors.set(next.subarray(k + 1, n), k * n + k + 1);
    updateAndMultiply(w, n, k + 1, v, q, next, product);
    let dot = 0;
    for (let i = k + 1; i < n; i++) dot += product[i]! * next[i]!;
    const half = 0.5 * scale * scale * dot;
    const old = v;
    v = next;
    next = old;
    const oldQ = q;
    for (let i = k + 1; i < n; i++) oldQ[i] = scale * product[i]! - half * v[i]!;
    q = oldQ;
  }
  return { diagonal, offDiagonal, reflectors, scales };
}

/** Turns `x[from..n)` into the reflector that maps it onto `alpha · e`; `v[from]` is 1. */
function reflect(x: Float64Array, from: number, n: number): { alpha: number; scale: number } {
  let largest = 0;
  for (let i = from; i < n; i++) largest = Math.max(largest, Math.abs(x[i]!));
  let sum = 0;
  if (largest > 0) {
    for (let i = from + 1; i < n; i++) sum += (x[i]! / largest) ** 2;
  }
  const head = x[from]!;
  if (sum === 0) {
    x.fill(0, from + 1, n);
    x[from] = 1;
    return { alpha: head, scale: 0 };
  }
  const norm = largest * Math.sqrt((head / largest) ** 2 + sum);
  const alpha = head > 0 ? -norm : norm;
  const pivot = head - alpha;
  for (let i = from + 1; i < n; i++) x[i]! /= pivot;
  x[from] = 1;
  return { alpha, scale: -pivot / alpha };
}

/** `w −= v qᵀ + q vᵀ` on the lower triangle from row `from` on, and `product = w · x` with the result. */
function updateAndMultiply(
  w: Float64Array,
  n: number,
  from: number,
  v: Float64Array,
  q: Float64Array,
  x: Float64Array,
  product: Float64Array,
): void {
  product.fill(0, from, n);
  for (let i = from; i < n; i++) {
    const vi = v[i]!, qi = q[i]!, xi = x[i]!;
    const row = i * n;
    let sum = 0;
    for (let j = from; j < i; j++) {
      const value = w[row + j]! - vi * q[j]! - qi * v[j]!;
      w[row + j] = value;
      sum += value * x[j]!;
      product[j]! += value * xi;
    }
    const value = w[row + i]! - 2 * vi * qi;
    w[row + i] = value;
    product[i]! += sum + value * xi;
  }
}
