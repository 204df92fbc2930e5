import { throwIfAborted } from "../core/abort.ts";
import { type Annotated, withAnnotations } from "../data/annotated.ts";
import type { Dense } from "../data/dense.ts";
import type { UnsDict } from "../data/uns.ts";
import { connectivitiesOf } from "./spatial/connectivities_of.ts";
import { joinSections } from "./spatial/join_sections.ts";
import { sectionsOf } from "../data/sections_of.ts";
import { sectionPairs } from "./spatial/spatial_graph.ts";
import { modeParams, spatialMode } from "./spatial/spatial_mode.ts";
import type { SpatialNeighborsOptions } from "./spatial/spatial_neighbors_options.ts";
import { cosineTransform, spectralTransform } from "./spatial/transform_adjacency.ts";
import { spatialCoordinates } from "./spatial_coordinates.ts";

/**
 * The graph of neighbouring spots in the plane (or in space), as squidpy's `spatial_neighbors` builds it.
 *
 * Nearest neighbours are directed: row `i` lists the `nNeighbors` spots nearest to spot `i`, never itself; spots at the
 * same place are told apart by their index and ties go to the smaller one. The radius, Delaunay and grid graphs run
 * both ways. On a grid, lengths are ring numbers, and of the nearest spots only those within 1.3 times the median
 * distance count.
 *
 * @param data One modality or several, with coordinates (see {@linkcode spatialCoordinates}).
 * @param options See {@linkcode SpatialNeighborsOptions}.
 * @returns The object with `obsp["spatial_connectivities"]` (float32, `nObs × nObs`), `obsp["spatial_distances"]`
 * (float64) and `uns["spatial_neighbors"]`; the name starts with `keyAdded`.
 * @throws {WeftError} `NotFound` or `Ambiguous` coordinates, `TooSmall` when a section has no more spots than
 * `nNeighbors`, `InvalidArgument` for options that exclude each other, `Aborted` by the signal.
 *
 * @example
 * ```ts
 * import { Graph, spatialNeighbors } from "weft/graph";
 * import { AnnData, Dense, Frame, toCsr } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b", "c", "d"]);
 * const line = new AnnData({ obs, obsm: { spatial: Dense.fromRows([[0, 0], [1, 0], [2, 0], [9, 0]]) } });
 * const joined = spatialNeighbors(line, { radius: 1 });
 * const graph = new Graph(toCsr(joined.obsp.spatial_connectivities!));
 * assert.deepEqual([...graph.degrees()], [1, 2, 1, 0]);
 * ```
 */
export function spatialNeighbors<T extends Annotated>(data: T, options: SpatialNeighborsOptions = {}): T {
  const { libraryKey, setDiag = false, transform, keyAdded = "spatial", signal, onProgress } = options;
  const coords = spatialCoordinates(data, options);
  const sections = sectionsOf(data, libraryKey);
  const places = sections.map(({ rows }): Dense => libraryKey === undefined ? coords : coords.takeRows(rows));
  const mode = spatialMode(options, data, places);
  const joined = sections.map(({ rows }, s) => {
    throwIfAborted(signal, "the spatial graph");
    onProgress?.({ stage: "joining spots", done: s, total: sections.length });
    return { rows, pairs: sectionPairs(places[s]!, mode) };
  });
  const distances = joinSections(joined, data.nObs);
  const plain = connectivitiesOf(distances, setDiag);
  const connectivities = transform === "spectral"
    ? spectralTransform(plain)
    : transform === "cosine"
    ? cosineTransform(plain)
    : plain;
  const connectivitiesKey = `${keyAdded}_connectivities`;
  const distancesKey = `${keyAdded}_distances`;
  const params: UnsDict = { ...modeParams(mode), ...(transform ? { transform } : {}) };
  return withAnnotations(data, {
    obsp: { [connectivitiesKey]: connectivities, [distancesKey]: distances },
    uns: {
      [`${keyAdded}_neighbors`]: { connectivities_key: connectivitiesKey, distances_key: distancesKey, params },
    },
  });
}
