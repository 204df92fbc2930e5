import { examples, show } from "../../core/check.ts";
import { WeftError } from "../../core/error.ts";
import type { Annotated } from "../../data/annotated.ts";
import { objectsOf } from "../../data/objects_of.ts";
import { sectionsOf } from "../../data/sections_of.ts";
import { spatialCoordinates } from "../../graph/spatial_coordinates.ts";
import { touchingSize } from "../../plot/point_size.ts";
import type { Sections, SpatialMapState } from "../protocol.ts";
import { type Frame, framesOf, tiled, type TilePlan } from "./tiles.ts";

/** How spots are laid on the map. */
export interface PlaneOptions {
  /** Key in `obsm`, with or without its `X_`. */
  readonly basis: string;
  /** Column of `obs` that tells sections apart. */
  readonly libraryKey?: string | undefined;
  /** Whether the second coordinate points up or down. */
  readonly yAxis: "up" | "down";
}

/** The map's plane, from −1 to 1. */
export interface Plane extends Pick<SpatialMapState, "x" | "y" | "sections" | "spacing"> {
  /** Length of 1 in units of the coordinates. */
  readonly unit: number;
  /** Where a place of a section lies on the map; of the whole with null. */
  readonly place: (section: number | null, x: number, y: number) => [x: number, y: number];
}

/**
 * Coordinates as the map draws them. Sections that lie upon each other are laid side by side.
 *
 * @throws {WeftError} `NotFound` without the basis, `TooSmall` without spots, and as {@linkcode spatialCoordinates}.
 */
export function planeOf(data: Annotated, { basis, libraryKey, yAxis }: PlaneOptions): Plane {
  if (data.nObs === 0) throw new WeftError("TooSmall", { expected: "spots to draw", found: "none" });
  const key = basisKey(data, basis);
  const { data: coordinates, nCols } = spatialCoordinates(data, { spatialKey: key });
  const n = data.nObs;
  const [x, y] = [new Float64Array(n), new Float64Array(n)];
  const sign = yAxis === "up" ? 1 : -1;
  for (let i = 0; i < n; i++) {
    x[i] = Number(coordinates[i * nCols]);
    y[i] = sign * Number(coordinates[i * nCols + 1]);
  }
  const parts = sectionsOf(data, libraryKey);
  const plan = tiled(framesOf(x, y, parts.map(({ rows }) => rows)), isTissue(key));
  const unit = Math.max(plan.frame.right - plan.frame.left, plan.frame.top - plan.frame.bottom) / 2 || 1;
  const [middleX, middleY] = [(plan.frame.left + plan.frame.right) / 2, (plan.frame.bottom + plan.frame.top) / 2];
  const px = new Float32Array(n);
  const py = new Float32Array(n);
  parts.forEach(({ rows }, section) => {
    const [dx, dy] = plan.shifts[section]!;
    for (const i of rows) {
      x[i]! += dx;
      y[i]! += dy;
      px[i] = (x[i]! - middleX) / unit;
      py[i] = (y[i]! - middleY) / unit;
    }
  });
  // Of the spots as they lie now: where sections lay upon each other, the nearest other was one of another section.
  const spacing = isTissue(key) ? touchingSize(x, y) : undefined;
  return {
    ...{ x: px, y: py, unit },
    spacing: spacing === undefined ? 1.6 / Math.sqrt(n) : Math.min(0.5, spacing / unit),
    sections: libraryKey === undefined
      ? null
      : sectionTraits(n, parts, plan, (value, middle) => (value - middle) / unit, [
        middleX,
        middleY,
      ]),
    place(section, placeX, placeY) {
      const [dx, dy] = plan.shifts[section ?? 0]!;
      return [(placeX + dx - middleX) / unit, (sign * placeY + dy - middleY) / unit];
    },
  };
}

/** Whether a basis is a place in the tissue rather than an embedding. */
export function isTissue(key: string): boolean {
  return /spatial/i.test(key);
}

/** The key of a basis as scanpy names it: "umap" stands for "X_umap". */
function basisKey(data: Annotated, basis: string): string {
  const places = objectsOf(data);
  const has = (key: string): boolean => places.some(({ obsm }) => key in obsm);
  const key = [basis, `X_${basis}`].find(has);
  if (key !== undefined) return key;
  const known = new Set(places.flatMap(({ obsm }) => Object.keys(obsm)));
  throw new WeftError("NotFound", {
    expected: `coordinates in obsm[${show(basis)}]`,
    found: known.size === 0 ? "no obsm entries" : `the entries ${examples(known, 12)}`,
    next: "Name another with basis, or compute it first (umap()).",
  });
}

function sectionTraits(
  n: number,
  parts: ReturnType<typeof sectionsOf>,
  { frames }: TilePlan,
  scaled: (value: number, middle: number) => number,
  [middleX, middleY]: readonly [number, number],
): Sections {
  const dtype = parts.length < 256 ? "uint8" : "uint16";
  const codes = dtype === "uint8" ? new Uint8Array(n) : new Uint16Array(n);
  parts.forEach(({ rows }, section) => {
    for (const i of rows) codes[i] = section;
  });
  const box = ({ left, bottom, right, top }: Frame) =>
    [scaled(left, middleX), scaled(bottom, middleY), scaled(right, middleX), scaled(top, middleY)] as const;
  return { labels: parts.map(({ name }) => name ?? ""), codes, dtype, boxes: frames.map(box) };
}
