import { KdTree } from "../kd_tree.ts";
import type { SpatialPairs } from "./spatial_pairs.ts";

/** All spots at most `radius` apart, both ways. */
export function radiusPairs(coords: Float64Array, nDims: number, radius: number): SpatialPairs {
  const { indptr, indices, squared } = new KdTree(coords, nDims).within(radius);
  return { indptr, indices, lengths: squared.map(Math.sqrt) };
}
