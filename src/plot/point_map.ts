import { checkLength } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Codes } from "../data/columns/codes_of.ts";
import type { Dense } from "../data/dense.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { extent } from "./extent.ts";
import { palette } from "./palette.ts";
import { touchingSize } from "./point_size.ts";

/** How {@linkcode pointMap} draws. */
export interface PointMapOptions {
  /** One colour a category, as CSS colours; {@linkcode palette} by default. */
  readonly colors?: readonly string[];
  /** What the picture shows, for readers that do not see it. */
  readonly title?: string;
  /** Shape of a point: "square" fits a grid of spots, "circle" all else; default "circle". */
  readonly shape?: "circle" | "square";
  /** Diameter of a point in units of the coordinates, or "touching" (median distance to the nearest other); or a share of the width. */
  readonly size?: number | "touching";
  /** Whether the second coordinate points up, as in a plot, or down, as in an image; default "up". */
  readonly yAxis?: "up" | "down";
  /** Width of the picture in its own units; default 400. */
  readonly width?: number;
}

const MISSING = "#8888";

/**
 * Points in the plane coloured by category, as one self-contained SVG: a spatial map or an embedding.
 *
 * All points of a category are one path, so that a tissue of 100,000 spots stays near a megabyte. Each category's path
 * carries `data-category` and a `<title>`.
 *
 * @param coordinates `nObs × 2` or wider (the first two columns are drawn), any unit.
 * @param labels One code an observation; −1 is drawn in grey beneath the others.
 * @param options Colours, shape and size of the points.
 * @returns SVG markup; every text in it is escaped.
 * @throws {WeftError} `Misaligned` when labels and coordinates differ in length, `BadValues` when a coordinate is not finite.
 *
 * @example
 * ```ts
 * import { pointMap } from "weft/plot";
 * import { codesOf, column, Dense } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const svg = pointMap(Dense.fromRows([[0, 0], [1, 1]]), codesOf(column(["a", "b"])));
 * assert.equal(svg.match(/<path/g)?.length, 2);
 * ```
 */
export function pointMap(coordinates: Dense, labels: Codes, options: PointMapOptions = {}): string {
  checkLength(labels.codes.length, coordinates.nRows, "labels", "the coordinates");
  const { shape = "circle", size = "touching", width = 400, title = "map", yAxis = "up" } = options;
  const colors = options.colors ?? palette(labels.categories.length);
  const [x, y] = axes(coordinates, yAxis);
  const diameter = size === "touching" ? touchingSize(x, y) * (shape === "square" ? 1 : 0.96) : size;
  const frame = framed(x, y, diameter, width);
  const mark = shape === "square" ? square(frame.size) : circle(frame.size);
  const paths = groupByCode(labels).map(([code, rows]) => {
    const name = code < 0 ? "missing" : labels.categories[code]!;
    const d = rows.map((i) => mark(frame.x(x[i]!), frame.y(y[i]!))).join("");
    const text = escapeMarkup(name);
    const fill = escapeMarkup(code < 0 ? MISSING : colors[code % colors.length]!);
    return `<path data-category="${text}" fill="${fill}" d="${d}"><title>${text} (${rows.length})</title></path>`;
  });
  const box = `0 0 ${round(width)} ${round(frame.height)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" preserveAspectRatio="xMinYMin" role="img" aria-label="${
    escapeMarkup(title)
  }">` +
    `${paths.join("")}</svg>`;
}

function axes(coordinates: Dense, yAxis: "up" | "down"): [Float64Array, Float64Array] {
  const { nRows, nCols, data } = coordinates;
  if (nCols < 2) {
    throw new WeftError("Misaligned", { expected: "coordinates with two columns", found: `${nCols}` });
  }
  const column = (j: number) => Float64Array.from({ length: nRows }, (_, i) => Number(data[i * nCols + j]));
  const [x, y] = [column(0), column(1)];
  const wrong = x.findIndex((value, i) => !Number.isFinite(value + y[i]!));
  if (wrong >= 0) {
    throw new WeftError("BadValues", {
      expected: "finite coordinates",
      found: `${x[wrong]}, ${y[wrong]} in row ${wrong}`,
    });
  }
  return [x, yAxis === "up" ? y.map((value) => -value) : y];
}

interface FramedPlane {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly size: number;
  readonly height: number;
}

function framed(x: Float64Array, y: Float64Array, diameter: number, width: number): FramedPlane {
  const [left, right] = extent(x) ?? [0, 1];
  const [top, bottom] = extent(y) ?? [0, 1];
  const margin = diameter / 2;
  const scale = width / (right - left + 2 * margin || 1);
  return {
    x: (value) => (value - left + margin) * scale,
    y: (value) => (value - top + margin) * scale,
    size: diameter * scale,
    height: (bottom - top + 2 * margin) * scale || width,
  };
}

/** Rows of each code, missing ones first so that they lie beneath. */
function groupByCode({ codes, categories }: Codes): [number, number[]][] {
  const rows: number[][] = Array.from({ length: categories.length + 1 }, () => []);
  codes.forEach((code, i) => rows[code + 1]!.push(i));
  return rows.map((list, at): [number, number[]] => [at - 1, list]).filter(([, list]) => list.length > 0);
}

/** A square as a closed path of relative moves, a touch larger than its cell so that no seams show. */
function square(side: number): (x: number, y: number) => string {
  const edge = round(side * 1.02);
  return (x, y) => `M${round(x - edge / 2)} ${round(y - edge / 2)}h${edge}v${edge}h-${edge}z`;
}

function circle(diameter: number): (x: number, y: number) => string {
  const r = round(diameter / 2);
  return (x, y) => `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * r)} 0a${r} ${r} 0 1 0 -${round(2 * r)} 0z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
