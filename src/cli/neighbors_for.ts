import type { SpatialNeighborsOptions } from "../graph/spatial/spatial_neighbors_options.ts";
import type { Method } from "../methods/method.ts";

/** Six neighbours are those of a hexagonal array; `spatialNeighbors` itself takes four on a square one. */
const RING = 6;

/**
 * How the spatial graph is made for a method.
 *
 * @param told Neighbours that the user wants; else as many as the method's authors take.
 * @returns Options of `spatialNeighbors`; `undefined` for a method that looks at no neighbours.
 */
export function neighborsFor(
  { nSpatialNeighbors }: Pick<Method, "nSpatialNeighbors">,
  told?: number,
): Pick<SpatialNeighborsOptions, "nNeighbors" | "coordType"> | undefined {
  const nNeighbors = told ?? nSpatialNeighbors;
  if (nNeighbors === 0) return undefined;
  return told === undefined && nNeighbors === RING ? {} : { nNeighbors, coordType: "generic" };
}
