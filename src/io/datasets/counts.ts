import type { Rng } from "../../core/rng.ts";
import type { Loadings } from "./loadings.ts";
import { N_NON_SPATIAL } from "./presets.ts";

/** What {@linkcode drawCounts} needs beside factors and loadings. */
export interface CountParameters {
  /** b: mean of a feature where no factor is active. */
  readonly background: number;
  /** r: shape of the negative binomial. */
  readonly shape: number;
  /** π: share of all entries set to zero. */
  readonly zeroInflation: number;
}

/** Non-spatial factors `nSpots × 3`: every entry is 1 with probability `rate`. */
export function drawNonSpatialFactors(nSpots: number, rate: number, rng: Rng): Uint8Array {
  return Uint8Array.from({ length: nSpots * N_NON_SPATIAL }, () => Number(rng.uniform() < rate));
}

/**
 * Counts `nSpots × nFeatures`, row major: Y ~ NB(mean Λ, shape r) with Λ = (b + F Wᵀ + U Vᵀ) · scale, then exactly
 * round(π · nSpots · nFeatures) entries, chosen uniformly, set to zero.
 *
 * @param spatial F, `nSpots × nFactors`, 0 or 1.
 * @param nonSpatial U, `nSpots × 3`, 0 or 1.
 */
export function drawCounts(
  spatial: Uint8Array,
  nonSpatial: Uint8Array,
  loadings: Loadings,
  parameters: CountParameters,
  rng: Rng,
): Float32Array {
  const { background, shape, zeroInflation } = parameters;
  const { nFeatures, spatialFactor, spatialWeight, nonSpatialFactor, nonSpatialWeight, scale } = loadings;
  const nSpots = nonSpatial.length / N_NON_SPATIAL;
  const nFactors = nSpots === 0 ? 0 : spatial.length / nSpots;
  const counts = new Float32Array(nSpots * nFeatures);
  const noise = rng.split("counts");
  for (let i = 0, at = 0; i < nSpots; i++) {
    for (let j = 0; j < nFeatures; j++, at++) {
      const mean = background + spatial[i * nFactors + spatialFactor[j]!]! * spatialWeight[j]! +
        nonSpatial[i * N_NON_SPATIAL + nonSpatialFactor[j]!]! * nonSpatialWeight[j]!;
      counts[at] = noise.negativeBinomial(mean * scale[j]!, shape);
    }
  }
  for (const at of rng.split("zeros").sample(counts.length, Math.round(zeroInflation * counts.length))) counts[at] = 0;
  return counts;
}
