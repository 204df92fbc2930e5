import { median } from "../../core/median.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import { filterPairs, type SpatialPairs } from "./spatial_pairs.ts";

/** Nearest spots farther than so many times the median distance lie across a hole or the border, not on the ring. */
const CUTOFF = 1.3;

/**
 * Neighbours on a lattice: of the `nNeighbors` nearest those on the first ring, then ring after ring what a step along
 * the graph reaches. Lengths are ring numbers.
 */
export function gridPairs(coords: Float64Array, nDims: number, nNeighbors: number, nRings: number): SpatialPairs {
  const nearest = nearestPairs(coords, nDims, nNeighbors);
  const cutoff = CUTOFF * median(nearest.lengths);
  const ring = filterPairs(nearest, (length) => length < cutoff);
  return rings(ring, nRings);
}

/** Everything within `nRings` steps of each spot, nearest rings first. */
export function rings({ indptr, indices }: SpatialPairs, nRings: number): SpatialPairs {
  const nSpots = indptr.length - 1;
  const starts = new Int32Array(nSpots + 1);
  const found: number[] = [];
  const lengths: number[] = [];
  const seen = new Int32Array(nSpots).fill(-1);
  for (let i = 0; i < nSpots; i++) {
    seen[i] = i;
    let frontier = [i];
    for (let ring = 1; ring <= nRings; ring++) {
      const reached: number[] = [];
      for (const j of frontier) {
        for (let p = indptr[j]!; p < indptr[j + 1]!; p++) {
          const k = indices[p]!;
          if (seen[k] === i) continue;
          seen[k] = i;
          reached.push(k);
          found.push(k);
          lengths.push(ring);
        }
      }
      frontier = reached;
    }
    starts[i + 1] = found.length;
  }
  return { indptr: starts, indices: Int32Array.from(found), lengths: Float64Array.from(lengths) };
}
