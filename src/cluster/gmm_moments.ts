/** Sums over the rows of a data set, weighted by responsibilities. */
export interface Moments {
  /** Sum of responsibilities of each cluster, g. */
  readonly sizes: Float64Array;
  /** Mean of each cluster, g × p. */
  readonly means: Float64Array;
}

/** Sizes and means of the clusters; a cluster that lost every row keeps the mean it had in `previous`. */
export function moments(
  data: Float64Array,
  p: number,
  z: Float64Array,
  g: number,
  previous: Float64Array | null,
): Moments {
  const n = z.length / g;
  const sizes = new Float64Array(g);
  const means = new Float64Array(g * p);
  for (let i = 0, at = 0; i < n; i++) {
    const row = i * p;
    for (let k = 0; k < g; k++, at++) {
      const weight = z[at]!;
      if (weight === 0) continue;
      sizes[k]! += weight;
      for (let j = 0, to = k * p; j < p; j++, to++) means[to]! += weight * data[row + j]!;
    }
  }
  for (let at = 0; at < means.length; at++) {
    const size = sizes[Math.floor(at / p)]!;
    means[at] = size > 0 ? means[at]! / size : previous?.[at] ?? 0;
  }
  return { sizes, means };
}

/** The scatter matrix of one cluster about its mean, p × p: Σ z (x − μ)(x − μ)ᵀ. */
export function scatter(
  data: Float64Array,
  p: number,
  z: Float64Array,
  g: number,
  k: number,
  means: Float64Array,
): Float64Array {
  const n = z.length / g;
  const w = new Float64Array(p * p);
  const d = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    const weight = z[i * g + k]!;
    if (weight === 0) continue;
    for (let j = 0; j < p; j++) d[j] = data[i * p + j]! - means[k * p + j]!;
    for (let a = 0; a < p; a++) {
      const wa = weight * d[a]!;
      for (let b = 0, at = a * p; b <= a; b++, at++) w[at]! += wa * d[b]!;
    }
  }
  return mirrored(w, p);
}

/** The pooled scatter matrix, p × p, from `cross = xᵀx` of the same rows: xᵀx − Σ n μ μᵀ. */
export function pooledScatter(cross: Float64Array, { sizes, means }: Moments, p: number): Float64Array {
  const w = cross.slice();
  for (let k = 0; k < sizes.length; k++) {
    for (let a = 0; a < p; a++) {
      const wa = sizes[k]! * means[k * p + a]!;
      for (let b = 0, at = a * p; b <= a; b++, at++) w[at]! -= wa * means[k * p + b]!;
    }
  }
  return mirrored(w, p);
}

function mirrored(w: Float64Array, p: number): Float64Array {
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < a; b++) w[b * p + a] = w[a * p + b]!;
  }
  return w;
}
