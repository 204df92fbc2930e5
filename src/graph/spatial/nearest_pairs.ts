import { WeftError } from "../../core/error.ts";
import { KdTree } from "../kd_tree.ts";
import type { SpatialPairs } from "./spatial_pairs.ts";

/** Each spot and its `nNeighbors` nearest, by straight distance; ties go to the smaller index. */
export function nearestPairs(coords: Float64Array, nDims: number, nNeighbors: number): SpatialPairs {
  const nSpots = coords.length / nDims;
  if (nSpots <= nNeighbors) {
    throw new WeftError("TooSmall", {
      expected: `more than ${nNeighbors} spots for ${nNeighbors} neighbours each`,
      found: `${nSpots}`,
      next: "Lower nNeighbors, or leave the section out.",
    });
  }
  const { indices, squared } = new KdTree(coords, nDims).nearest(nNeighbors);
  return {
    indptr: Int32Array.from({ length: nSpots + 1 }, (_, i) => i * nNeighbors),
    indices,
    lengths: squared.map(Math.sqrt),
  };
}
