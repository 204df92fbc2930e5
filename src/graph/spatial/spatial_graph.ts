import type { Dense } from "../../data/dense.ts";
import { delaunayPairs } from "./delaunay_pairs.ts";
import { dropLongest } from "./drop_longest.ts";
import { gridPairs, rings } from "./grid_pairs.ts";
import { nearestPairs } from "./nearest_pairs.ts";
import { radiusPairs } from "./radius_pairs.ts";
import { filterPairs, type SpatialPairs } from "./spatial_pairs.ts";

/** How the spots of a section are joined: every choice made. */
export type SpatialMode =
  | { readonly kind: "knn"; readonly nNeighbors: number; readonly percentile?: number | undefined }
  | { readonly kind: "radius"; readonly range: readonly [number, number]; readonly percentile?: number | undefined }
  | {
    readonly kind: "delaunay";
    readonly range?: readonly [number, number] | undefined;
    readonly percentile?: number | undefined;
  }
  | { readonly kind: "grid"; readonly nNeighbors: number; readonly nRings: number; readonly delaunay: boolean };

/** The pairs of neighbouring spots of one section. */
export function sectionPairs(coords: Dense, mode: SpatialMode): SpatialPairs {
  const values = coords.astype("float64").data as Float64Array;
  const nDims = coords.nCols;
  switch (mode.kind) {
    case "grid":
      return mode.delaunay
        ? rings(delaunayPairs(values, nDims), mode.nRings)
        : gridPairs(values, nDims, mode.nNeighbors, mode.nRings);
    case "knn":
      return pruned(nearestPairs(values, nDims, mode.nNeighbors), undefined, mode.percentile);
    case "radius":
      return pruned(radiusPairs(values, nDims, mode.range[1]), mode.range, mode.percentile);
    case "delaunay":
      return pruned(delaunayPairs(values, nDims), mode.range, mode.percentile);
  }
}

function pruned(
  pairs: SpatialPairs,
  range: readonly [number, number] | undefined,
  percentile: number | undefined,
): SpatialPairs {
  const within = range ? filterPairs(pairs, (length) => length >= range[0] && length <= range[1]) : pairs;
  return percentile === undefined ? within : dropLongest(within, percentile);
}
