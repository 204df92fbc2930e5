import { isWeftError } from "../../core/is_weft_error.ts";
import { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Dense } from "../../data/dense.ts";
import { hasImages } from "../../data/has_images.ts";
import { sectionsOf } from "../../data/sections_of.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { extent } from "../../plot/extent.ts";
import { framesOf, tiled } from "../spatial_map/tiles.ts";

/** Spots shown at most: more than a small picture has room for. */
const SHOWN = 30_000;

/** Places in the plane, the longer axis from 0 to 1. */
export interface Places {
  /** To the right. */
  readonly x: Float32Array<ArrayBuffer>;
  /** Downwards. */
  readonly y: Float32Array<ArrayBuffer>;
}

/** Rows of the spots that are shown: all, or as many as asked for drawn from them, in order. */
export function shownSpots(nObs: number, most: number = SHOWN): Int32Array {
  const shown = Math.min(most, SHOWN);
  if (nObs <= shown) return Int32Array.from({ length: nObs }, (_, i) => i);
  return new Rng(0).split("shown").sample(nObs, shown).sort();
}

/**
 * Where spots lie in the tissue, first coordinate to the right; the second points down where the object has images, as
 * they do, else up. Sections that lie upon each other are laid side by side. `undefined` where the object does not say, or
 * says it more than one way.
 */
export function tissuePlaces(data: Annotated, rows: Int32Array, libraryKey?: string): Places | undefined {
  try {
    const shown = new Map(Array.from(rows, (row, i) => [row, i] as const));
    const sections = sectionsOf(data, libraryKey).map(({ rows }) =>
      Int32Array.from(rows.filter((row) => shown.has(row)), (row) => shown.get(row)!)
    );
    return places(spatialCoordinates(data), rows, { down: hasImages(data), sections });
  } catch (error) {
    if (isWeftError(error)) return undefined;
    throw error;
  }
}

/** The first two axes of an embedding as places; a single axis lies along the middle. */
export function embeddingPlaces(embedding: Dense, rows: Int32Array): Places {
  return places(embedding, rows, { down: false, sections: [] });
}

/** How the second axis points, and which of the places are of one section. */
interface Laid {
  readonly down: boolean;
  readonly sections: readonly Int32Array[];
}

function places({ data, nCols }: Dense, rows: Int32Array, { down, sections }: Laid): Places {
  const axis = (column: number, sign: number) =>
    Float64Array.from(rows, (row) => column < nCols ? sign * Number(data[row * nCols + column]) : 0);
  const [x, up] = [axis(0, 1), axis(1, down ? -1 : 1)];
  const { shifts } = tiled(framesOf(x, up, sections), true);
  sections.forEach((section, s) => {
    const [dx, dy] = shifts[s]!;
    for (const i of section) {
      x[i]! += dx;
      up[i]! += dy;
    }
  });
  const [left, right] = extent(x) ?? [0, 0];
  const [low, high] = extent(up) ?? [0, 0];
  const unit = Math.max(right - left, high - low) || 1;
  return {
    x: Float32Array.from(x, (value) => (value - left) / unit),
    y: Float32Array.from(up, (value) => (high - value) / unit),
  };
}
