import { isWeftError } from "../../core/is_weft_error.ts";
import { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Dense } from "../../data/dense.ts";
import { hasImages } from "../../data/has_images.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { extent } from "../../plot/extent.ts";

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
 * they do, else up. `undefined` where the object does not say, or says it more than one way.
 */
export function tissuePlaces(data: Annotated, rows: Int32Array): Places | undefined {
  try {
    return places(spatialCoordinates(data), rows, hasImages(data));
  } catch (error) {
    if (isWeftError(error)) return undefined;
    throw error;
  }
}

/** The first two axes of an embedding as places; a single axis lies along the middle. */
export function embeddingPlaces(embedding: Dense, rows: Int32Array): Places {
  return places(embedding, rows, false);
}

function places({ data, nCols }: Dense, rows: Int32Array, down: boolean): Places {
  const axis = (column: number) =>
    Float64Array.from(rows, (row) => column < nCols ? Number(data[row * nCols + column]) : 0);
  const [x, y] = [axis(0), axis(1)];
  const [left, right] = extent(x) ?? [0, 0];
  const [low, high] = extent(y) ?? [0, 0];
  const unit = Math.max(right - left, high - low) || 1;
  return {
    x: Float32Array.from(x, (value) => (value - left) / unit),
    y: Float32Array.from(y, (value) => (down ? value - low : high - value) / unit),
  };
}
