import Delaunator from "delaunator";

import { WeftError } from "../../core/error.ts";
import type { SpatialPairs } from "./spatial_pairs.ts";

/**
 * The edges of the Delaunay triangulation, both ways. Spots on one line are chained along it; of spots at one place the
 * first takes part and the others hang on it by an edge of length 0.
 *
 * @throws {WeftError} `Unsupported` for other than two coordinates.
 */
export function delaunayPairs(coords: Float64Array, nDims: number): SpatialPairs {
  if (nDims !== 2) {
    throw new WeftError("Unsupported", {
      expected: "two coordinates a spot for a Delaunay graph",
      found: `${nDims}`,
      next: "Use nearest neighbours or a radius.",
    });
  }
  const first = firstAtPlace(coords);
  const places = Int32Array.from(first.keys()).filter((i) => first[i] === i);
  const unique = new Float64Array(2 * places.length);
  places.forEach((i, p) => unique.set(coords.subarray(2 * i, 2 * i + 2), 2 * p));
  const sources: number[] = [];
  const targets: number[] = [];
  const link = (a: number, b: number) => {
    sources.push(a, b);
    targets.push(b, a);
  };
  for (const [a, b] of triangleEdges(unique)) link(places[a]!, places[b]!);
  first.forEach((at, i) => at !== i && link(at, i));
  return toPairs(coords, sources, targets);
}

/** Each edge of the triangulation of different points once; of points on one line, the steps along it. */
function* triangleEdges(points: Float64Array): Generator<readonly [number, number]> {
  const { triangles, halfedges, hull } = new Delaunator(points);
  for (let e = 0; e < triangles.length; e++) {
    // An edge inside the hull is there twice, once a triangle.
    if (halfedges[e]! < e) yield [triangles[e]!, triangles[e % 3 === 2 ? e - 2 : e + 1]!];
  }
  if (triangles.length > 0) return;
  for (let h = 1; h < hull.length; h++) yield [hull[h - 1]!, hull[h]!];
}

/** For every spot the smallest index of a spot at its place. */
function firstAtPlace(coords: Float64Array): Int32Array {
  const nSpots = coords.length / 2;
  const order = Int32Array.from({ length: nSpots }, (_, i) => i)
    .sort((a, b) => coords[2 * a]! - coords[2 * b]! || coords[2 * a + 1]! - coords[2 * b + 1]! || a - b);
  const first = new Int32Array(nSpots);
  for (let p = 0; p < nSpots; p++) {
    const i = order[p]!;
    const before = p === 0 ? i : order[p - 1]!;
    const same = coords[2 * i] === coords[2 * before] && coords[2 * i + 1] === coords[2 * before + 1];
    first[i] = p > 0 && same ? first[before]! : i;
  }
  return first;
}

function toPairs(coords: Float64Array, sources: readonly number[], targets: readonly number[]): SpatialPairs {
  const nSpots = coords.length / 2;
  const indptr = new Int32Array(nSpots + 1);
  for (const i of sources) indptr[i + 1]!++;
  for (let i = 0; i < nSpots; i++) indptr[i + 1]! += indptr[i]!;
  const next = indptr.slice(0, nSpots);
  const indices = new Int32Array(sources.length);
  const lengths = new Float64Array(sources.length);
  sources.forEach((i, e) => {
    const j = targets[e]!;
    const at = next[i]!++;
    indices[at] = j;
    const dx = coords[2 * i]! - coords[2 * j]!;
    const dy = coords[2 * i + 1]! - coords[2 * j + 1]!;
    lengths[at] = Math.sqrt(dx * dx + dy * dy);
  });
  return { indptr, indices, lengths };
}
