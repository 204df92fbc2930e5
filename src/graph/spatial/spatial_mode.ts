import { checkInteger, checkNumber, checkOneOf } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import { Dense } from "../../data/dense.ts";
import { hasImages } from "../../data/has_images.ts";
import type { UnsDict } from "../../data/uns.ts";
import { detectGrid } from "../detect_grid.ts";
import type { SpatialMode } from "./spatial_graph.ts";
import type { SpatialNeighborsOptions } from "./spatial_neighbors_options.ts";

/** Options that choose between the modes, and checks that they do not contradict each other. */
export function spatialMode(
  options: SpatialNeighborsOptions,
  data: Annotated,
  sections: readonly Dense[],
): SpatialMode {
  const { radius, delaunay = false, nRings, percentile, transform, nNeighbors } = options;
  if (nNeighbors !== undefined) checkInteger(nNeighbors, "nNeighbors", 1);
  if (nRings !== undefined) checkInteger(nRings, "nRings", 1);
  if (percentile !== undefined) checkNumber(percentile, "percentile", 0, 100);
  if (transform !== undefined) checkOneOf(transform, "transform", ["spectral", "cosine"]);
  const range = radiusRange(radius);
  const coordType = coordTypeOf(options, data);
  const count = () => nNeighbors ?? detected(sections);
  if (coordType === "grid") {
    if (radius !== undefined) throw excluded("radius", "coordType 'grid'");
    if (percentile !== undefined) throw excluded("percentile", "coordType 'grid'");
    return { kind: "grid", nNeighbors: count(), nRings: nRings ?? 1, delaunay };
  }
  if (nRings !== undefined) throw excluded("nRings", "coordType 'generic'");
  if (nNeighbors !== undefined && (delaunay || range)) throw excluded("nNeighbors", delaunay ? "delaunay" : "radius");
  if (delaunay) return { kind: "delaunay", range, percentile };
  return range ? { kind: "radius", range, percentile } : { kind: "knn", nNeighbors: count(), percentile };
}

/** The parameters of a mode as squidpy stores them. */
export function modeParams(mode: SpatialMode): UnsDict {
  switch (mode.kind) {
    case "grid":
      return { coord_type: "grid", n_neighbors: mode.nNeighbors, n_rings: mode.nRings, delaunay: mode.delaunay };
    case "knn":
      return { coord_type: "generic", n_neighbors: mode.nNeighbors };
    case "radius":
    case "delaunay": {
      const radius = mode.range && { radius: new Dense(Float64Array.from(mode.range), { shape: [2] }) };
      return { coord_type: "generic", ...(mode.kind === "delaunay" ? { delaunay: true } : {}), ...radius };
    }
  }
}

function coordTypeOf(options: SpatialNeighborsOptions, data: Annotated): "generic" | "grid" {
  const { coordType, radius, delaunay, percentile, nRings } = options;
  if (coordType !== undefined) {
    checkOneOf(coordType, "coordType", ["generic", "grid"]);
    return coordType;
  }
  if (radius !== undefined || delaunay || percentile !== undefined) return "generic";
  if (nRings !== undefined) return "grid";
  return hasImages(data) ? "grid" : "generic";
}

/** 4 on a square lattice, else 6; the section with the most spots tells. */
function detected(sections: readonly Dense[]): number {
  const largest = sections.reduce<Dense | undefined>((a, b) => a && a.nRows >= b.nRows ? a : b, undefined);
  return (largest && detectGrid(largest)?.nNeighbors) ?? 6;
}

function radiusRange(radius: SpatialNeighborsOptions["radius"]): readonly [number, number] | undefined {
  if (radius === undefined) return undefined;
  const [from, to] = typeof radius === "number" ? [0, radius] : radius;
  checkNumber(from, "radius", 0);
  checkNumber(to, "radius", 0);
  return [Math.min(from, to), Math.max(from, to)];
}

function excluded(option: string, by: string): WeftError {
  return new WeftError("InvalidArgument", {
    expected: `${option} to be left out with ${by}`,
    found: "both",
    next: `Remove ${option}, or choose the graph that uses it.`,
  });
}
