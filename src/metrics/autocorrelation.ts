import type { SpatialWeights } from "./spatial_weights.ts";

/** Moran's I of one value a spot: (n/W) Σ w_ij z_i z_j / Σ z_i²; NaN when all values are equal. */
export function moranOf(values: Float64Array, weights: SpatialWeights): number {
  const { z, square } = centred(values);
  const { indptr, indices, values: w, total } = weights;
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    let lag = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) lag += w[p]! * z[indices[p]!]!;
    sum += z[i]! * lag;
  }
  return z.length / total * sum / square;
}

/** Geary's C of one value a spot: ((n − 1)/2W) Σ w_ij (x_i − x_j)² / Σ z_i²; NaN when all values are equal. */
export function gearyOf(values: Float64Array, weights: SpatialWeights): number {
  const { z, square } = centred(values);
  const { indptr, indices, values: w, total } = weights;
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const difference = z[i]! - z[indices[p]!]!;
      sum += w[p]! * difference * difference;
    }
  }
  return (z.length - 1) / (2 * total) * sum / square;
}

function centred(values: Float64Array): { z: Float64Array; square: number } {
  const n = values.length;
  let mean = 0;
  let constant = true;
  for (let i = 0; i < n; i++) {
    mean += values[i]! / n;
    constant &&= values[i] === values[0];
  }
  const z = values.map((value) => value - mean);
  // Rounding of the mean must not make a constant look like a signal.
  if (constant) return { z, square: NaN };
  return { z, square: z.reduce((sum, value) => sum + value * value, 0) };
}
