import { WeftError } from "../core/error.ts";
import type { Dense } from "../data/dense.ts";
import { KdTree } from "./kd_tree.ts";
import { selectByCoordinate } from "./select_by_coordinate.ts";

/** The lattice that spots lie on. */
export interface Grid {
  /** Whether rows of spots stand above each other or are shifted by half a step. */
  readonly kind: "square" | "hexagonal";
  /** Distance between neighbouring spots, in the units of the coordinates. */
  readonly spacing: number;
  /** Neighbours of a spot inside the grid: 4 or 6. */
  readonly nNeighbors: 4 | 6;
}

/** A window of this many spots tells the lattice of a larger tissue. */
const WINDOW = 8192;
/** Spots of a lattice have their nearest neighbour within this share of the spacing. */
const JITTER = 0.1;
/** … at least so many of them: a few stand alone. */
const REGULAR = 0.9;
/** Neighbours up to this many spacings count as adjacent: between 1 and the diagonal √2 of a square. */
const REACH = 1.2;

/**
 * Tells whether spots lie on a square or hexagonal lattice, which may have holes and ragged borders.
 *
 * Looks at the distances to the nearest spots; integer coordinates whose sum is always even, or always odd, are the
 * "doubled" row and column numbers of a hexagonal array (Visium), although they look like a turned square in the plane.
 *
 * @param coords `nObs × 2`, finite.
 * @returns The lattice, or `undefined` when there is none (or fewer than nine spots).
 * @throws {WeftError} `BadValues` when a coordinate is not finite.
 *
 * @example
 * ```ts
 * import { detectGrid } from "weft/graph";
 * import { Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const square = Dense.fromRows(Array.from({ length: 36 }, (_, i) => [i % 6, Math.floor(i / 6)]));
 * assert.deepEqual(detectGrid(square), { kind: "square", spacing: 1, nNeighbors: 4 });
 * ```
 */
export function detectGrid(coords: Dense): Grid | undefined {
  if (coords.nCols !== 2 || coords.nRows < 9) return undefined;
  const points = window(coords.astype("float64").data as Float64Array);
  if (points.some((value) => !Number.isFinite(value))) {
    throw new WeftError("BadValues", { expected: "finite coordinates", found: "some that are not" });
  }
  const n = points.length / 2;
  const k = 8;
  const { squared } = new KdTree(points, 2).nearest(k);
  const nearest = Float64Array.from({ length: n }, (_, i) => Math.sqrt(squared[i * k]!));
  const spacing = nearest.slice().sort()[n >> 1]!;
  const regular = nearest.filter((distance) => Math.abs(distance - spacing) <= JITTER * spacing).length;
  if (spacing === 0 || regular < REGULAR * n) return undefined;
  const adjacent = new Int32Array(k + 1);
  for (let i = 0; i < n; i++) {
    let count = 0;
    while (count < k && Math.sqrt(squared[i * k + count]!) < REACH * spacing) count++;
    adjacent[count]!++;
  }
  const share = (from: number, to: number) => adjacent.slice(from, to + 1).reduce((sum, count) => sum + count, 0) / n;
  if (share(7, 8) > 1 - REGULAR || share(3, 8) < 0.5) return undefined;
  const hexagonal = share(5, 8) > 1 - REGULAR || isDoubled(points);
  return { kind: hexagonal ? "hexagonal" : "square", spacing, nNeighbors: hexagonal ? 6 : 4 };
}

/** A box full of spots: halves the tissue along its longer side until the box is small. */
function window(coords: Float64Array): Float64Array {
  const points = coords.slice();
  const ids = new Int32Array(points.length / 2);
  let length = ids.length;
  for (let axis = 0; length > WINDOW; axis = 1 - axis) {
    const half = length >> 1;
    selectByCoordinate(points, ids, 2, axis, 0, length - 1, half);
    length = half;
  }
  return points.subarray(0, 2 * length);
}

function isDoubled(points: Float64Array): boolean {
  const parity = Math.abs(points[0]! + points[1]!) % 2;
  for (let p = 0; p < points.length; p += 2) {
    if (!Number.isInteger(points[p]) || !Number.isInteger(points[p + 1])) return false;
    if (Math.abs(points[p]! + points[p + 1]!) % 2 !== parity) return false;
  }
  return true;
}
