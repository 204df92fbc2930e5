import { checkNumber, checkOneOf, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { Dense } from "../data/dense.ts";
import { type SectionRows, sectionsOf } from "../data/sections_of.ts";
import { detectGrid } from "../graph/detect_grid.ts";
import { spatialCoordinates } from "../graph/spatial_coordinates.ts";
import { scatter, type ScatterOptions } from "./scatter.ts";
import { touchingSize } from "./point_size.ts";
import { scaleBar } from "./scale_bar.ts";
import type { ScatterPlane } from "./scatter_panel.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode spatial}. */
export interface SpatialOptions extends ScatterOptions {
  /** Key of the coordinates in `obsm`; default `"spatial"`. */
  readonly spatialKey?: string | undefined;
  /** Column of `obs` that names sections; each has a panel of its own. Default: all is one. */
  readonly libraryKey?: string | undefined;
  /** The one section to draw. Default: all of them. */
  readonly libraryId?: string | undefined;
  /** Whether the second coordinate points down, as in an image, or up, as in a plot; default `"down"`, as squidpy has it. */
  readonly yAxis?: "down" | "up" | undefined;
  /** Shape of a point. Default: squares for spots on a square grid, else circles. */
  readonly shape?: "circle" | "square" | undefined;
  /** Length of one unit of the coordinates in `scalebarUnits`; default 1. */
  readonly scalebarDx?: number | undefined;
  /** Unit of the scale bar, such as `"µm"`. Default: no bar. */
  readonly scalebarUnits?: string | undefined;
}

/**
 * The tissue: every observation at its place, in true proportions, one panel for each thing that colours it.
 *
 * @param data One modality or several.
 * @param options Which section, what colours it, and how it looks.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when coordinates, a colour or the section are not there, `InvalidArgument` for an
 * option that is out of range, `TooSmall` for an empty list of colours.
 *
 * @example
 * ```ts
 * import { spatial } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   obs: new Frame(["a", "b", "c"], { domain: ["x", "y", "y"] }),
 *   obsm: { spatial: Dense.fromRows([[0, 0], [40, 0], [40, 20]]) },
 * });
 * const spec = spatial(adata, { color: "domain", width: 200, scalebarUnits: "µm" });
 * assert((spec.height as number) < 200, "as wide as the tissue, not square");
 * ```
 */
export function spatial(data: Annotated, options: SpatialOptions = {}): VegaSpec {
  const { spatialKey, scalebarDx = 1, scalebarUnits, yAxis = "down" } = options;
  checkOneOf(yAxis, "yAxis", ["down", "up"] as const);
  checkNumber(scalebarDx, "scalebarDx", Number.MIN_VALUE);
  const coordinates = spatialCoordinates(data, { ...(spatialKey !== undefined && { spatialKey }) });
  const parts = sectionsDrawn(data, options).map(({ name, rows }) => {
    const [x, y] = [0, 1].map((axis) => Float64Array.from(rows, (i) => coordinates.get(i, axis)));
    return { name, rows, plane: planeOf(x!, y!, yAxis === "down", options.shape) };
  });
  const bar = scalebarUnits === undefined ? undefined : scaleBar(scalebarDx, scalebarUnits);
  return scatter(data, options, parts, "Tissue", bar);
}

function planeOf(x: Float64Array, y: Float64Array, down: boolean, given: SpatialOptions["shape"]): ScatterPlane {
  const points = Float64Array.from({ length: 2 * x.length }, (_, p) => p % 2 === 0 ? x[p >> 1]! : y[p >> 1]!);
  const grid = detectGrid(new Dense(points, { shape: [x.length, 2] }));
  const shape = given ?? (grid?.kind === "square" ? "square" : "circle");
  const diameter = touchingSize(x, y) * (shape === "square" ? 1 : 0.96);
  return { x, y, axes: null, down, alike: true, diameter, shape };
}

function sectionsDrawn(data: Annotated, { libraryKey, libraryId }: SpatialOptions): SectionRows[] {
  if (libraryKey === undefined && libraryId !== undefined) {
    throw new WeftError("InvalidArgument", {
      expected: "libraryKey beside libraryId",
      found: `libraryId ${show(libraryId)} alone`,
      next: "Name the column of obs that tells sections apart.",
    });
  }
  const sections = sectionsOf(data, libraryKey);
  const drawn = libraryId === undefined ? sections : sections.filter(({ name }) => name === libraryId);
  if (drawn.length > 0) return drawn;
  throw new WeftError("NotFound", {
    expected: `a section ${show(libraryId)} in obs[${show(libraryKey)}]`,
    found: examples(sections.map(({ name }) => name!), 12) || "no sections",
  });
}
