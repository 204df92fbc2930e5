import { filterPairs, type SpatialPairs } from "./spatial_pairs.ts";

/**
 * Leaves out the edges longer than a percentile of the lengths.
 *
 * The zero diagonal counts as one length a spot, as it does in squidpy, whose thresholds these are.
 */
export function dropLongest(pairs: SpatialPairs, percentile: number): SpatialPairs {
  const nSpots = pairs.indptr.length - 1;
  const lengths = new Float64Array(pairs.lengths.length + nSpots);
  lengths.set(pairs.lengths);
  lengths.sort();
  const position = (percentile / 100) * (lengths.length - 1);
  const below = Math.floor(position);
  const low = lengths[below] ?? 0;
  const high = lengths[below + 1] ?? low;
  const threshold = low + (high - low) * (position - below);
  return filterPairs(pairs, (length) => length <= threshold);
}
