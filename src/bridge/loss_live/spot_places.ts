import { isWeftError } from "../../core/is_weft_error.ts";
import { Rng } from "../../core/rng.ts";
import type { Annotated } from "../../data/annotated.ts";
import type { Dense } from "../../data/dense.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";

/** Spots shown at most: more than a small picture has room for. */
const SHOWN = 30_000;

/** Places in the plane, the longer axis from 0 to 1. */
export interface Places {
  /** To the right. */
  readonly x: Float32Array<ArrayBuffer>;
  /** Downwards. */
  readonly y: Float32Array<ArrayBuffer>;
}

/** Rows of the spots that are shown: all, or as many drawn from them, in order. */
export function shownSpots(nObs: number): Int32Array {
  if (nObs <= SHOWN) return Int32Array.from({ length: nObs }, (_, i) => i);
  return new Rng(0).split("shown").sample(nObs, SHOWN).sort();
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

function hasImages(data: Annotated): boolean {
  return "spatial" in data.uns ||
    (data.kind === "mudata" && Object.values(data.mod).some(({ uns }) => "spatial" in uns));
}

function places({ data, nCols }: Dense, rows: Int32Array, down: boolean): Places {
  const axis = (column: number) =>
    Float64Array.from(rows, (row) => column < nCols ? Number(data[row * nCols + column]) : 0);
  const [x, y] = [axis(0), axis(1)];
  const [left, right] = extent(x);
  const [low, high] = extent(y);
  const unit = Math.max(right - left, high - low) || 1;
  return {
    x: Float32Array.from(x, (value) => (value - left) / unit),
    y: Float32Array.from(y, (value) => (down ? value - low : high - value) / unit),
  };
}

function extent(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}
