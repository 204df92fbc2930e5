import { checkNumber } from "../core/check.ts";
import type { Annotated } from "../data/annotated.ts";
import { colorAt, colorStops } from "./color_maps.ts";
import { type CategoryColors, colorsOf } from "./colors_of.ts";
import { pngUrl } from "./encode_png.ts";
import type { GenePlotOptions } from "./gene_plot.ts";
import { type GeneTable, geneTable } from "./gene_table.ts";
import { rangeOf, standardized } from "./group_summary.ts";
import { type Groups, groupsOf } from "./groups.ts";
import { houseSpec } from "./house_spec.ts";
import { columnNames, pixels, rowNames, setBrackets } from "./matrix_labels.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode heatmap}. */
export interface HeatmapOptions extends Omit<GenePlotOptions, "standardScale"> {
  /** Stretches each gene (`"var"`) to 0 … 1. Default: not. */
  readonly standardScale?: "var" | undefined;
  /** Colours of the groups as "#rrggbb", one each in their order or some by name. Default: `uns["<groupby>_colors"]`, else {@linkcode palette}. */
  readonly palette?: CategoryColors | undefined;
  /** Height of the picture in pixels; default 360. */
  readonly height?: number | undefined;
}

const CELL_WIDTH = 18;
/** Width of the strip that shows the groups' colours, and its distance. */
const [STRIP, STRIP_GAP] = [9, 4];
/** Pixels of the picture to one of the page. */
const SHARPNESS = 2;

/**
 * Genes in single observations: a row an observation, sorted by group, a column a gene. Where there are more
 * observations than rows of pixels, neighbours within a group share a row with their mean.
 *
 * @param data One modality or several.
 * @param options Which genes, by which groups.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a gene or column is not there, `TooSmall` without genes or groups.
 *
 * @example
 * ```ts
 * import { heatmap } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[0, 1], [2, 0], [3, 4]]),
 *   obs: new Frame(["a", "b", "c"], { domain: ["x", "x", "y"] }),
 *   var: new Frame(["CD3E", "CD19"]),
 * });
 * const spec = heatmap(adata, { varNames: ["CD3E", "CD19"], groupby: "domain", height: 90 });
 * assert.match(JSON.stringify(spec), /data:image\/png/);
 * ```
 */
export function heatmap(data: Annotated, options: HeatmapOptions): VegaSpec {
  const { varNames, groupby, order, standardScale, height = 360 } = options;
  checkNumber(height, "height", 20, 4000);
  const groups = groupsOf(data, groupby, order);
  const genes = geneTable(data, varNames, { layer: options.layer, useRaw: options.useRaw });
  const bands = bandsOf(groups, Math.round(height));
  const rows = standardized(pixelRows(genes, groups, bands), standardScale);
  const domain = rangeOf(rows, options.vmin, options.vmax);
  const stops = colorStops(options.colorMap ?? "viridis");
  const colors = colorsOf(data, groupby, groups.categories, options.palette);
  const width = genes.names.length * CELL_WIDTH;
  const grid = { nRows: 1, nCols: genes.names.length, cellWidth: CELL_WIDTH, cellHeight: Math.round(height) };
  const strips = bands.map(({ top, rows: n }, g) => ({
    ...{ y: top / SHARPNESS, y2: (top + n) / SHARPNESS, color: colors[groups.codes[g]!]!, group: groups.names[g]! },
  }));
  return houseSpec({
    description: `Heat map of ${genes.names.length} genes by ${groupby}`,
    width,
    height: Math.round(height),
    view: { stroke: "#8886" },
    resolve: { scale: { color: "independent" } },
    layer: [
      {
        data: { values: [{ x: 0, y: 0, url: painted(rows, domain, stops) }] },
        mark: {
          type: "image",
          width,
          height: Math.round(height),
          aspect: false,
          align: "left",
          baseline: "top",
          aria: false,
        },
        encoding: { x: pixels("x"), y: pixels("y"), url: { field: "url", type: "nominal" } },
      },
      {
        data: { values: domain.map((value) => ({ value })) },
        mark: { type: "point", filled: true, size: 0, opacity: 0 },
        encoding: {
          ...{ x: { value: 0 }, y: { value: 0 } },
          color: {
            field: "value",
            type: "quantitative",
            scale: { domain, range: stops, nice: false },
            legend: {
              title: standardScale === undefined ? "value" : "value, 0 to 1 by gene",
              ...{ tickCount: 4, gradientLength: 80, gradientOpacity: 1 },
            },
          },
        },
      },
      {
        data: { values: strips },
        mark: { type: "rect" },
        encoding: {
          ...{ x: { value: -STRIP - STRIP_GAP }, x2: { value: -STRIP_GAP }, y: pixels("y"), y2: { field: "y2" } },
          ...{ color: { field: "color", type: "nominal", scale: null }, tooltip: { field: "group" } },
        },
      },
      columnNames(genes.names, grid),
      rowNames(strips.map(({ y, y2, group }) => ({ name: group, y: (y + y2) / 2 })), STRIP + STRIP_GAP + 6),
      ...setBrackets(genes.sets, grid),
    ],
  });
}

/** Rows of pixels that a group takes. */
interface Band {
  readonly top: number;
  readonly rows: number;
}

/** Shares the rows of pixels out by the sizes of the groups; each has at least one. */
function bandsOf({ rows }: Groups, height: number): Band[] {
  const total = rows.reduce((sum, { length }) => sum + length, 0);
  const all = height * SHARPNESS;
  let [done, top] = [0, 0];
  return rows.map(({ length }, g) => {
    done += length;
    const left = rows.length - 1 - g;
    const end = Math.min(all - left, Math.max(top + 1, Math.round(all * done / total)));
    const band = { top, rows: end - top };
    top = end;
    return band;
  });
}

/** The value of each gene in each row of pixels: that of an observation, or the mean of several. */
function pixelRows({ columns }: GeneTable, groups: Groups, bands: readonly Band[]): Float64Array[] {
  return bands.flatMap((band, g) => {
    const members = groups.rows[g]!;
    return Array.from({ length: band.rows }, (_, r) => {
      const from = Math.floor(r * members.length / band.rows);
      const to = Math.max(from + 1, Math.floor((r + 1) * members.length / band.rows));
      return Float64Array.from(columns, (values) => mean(values, members.subarray(from, to)));
    });
  });
}

function mean(values: Float64Array, rows: Int32Array): number {
  let [sum, known] = [0, 0];
  for (const i of rows) {
    if (values[i] === values[i]) {
      sum += values[i]!;
      known++;
    }
  }
  return sum / known;
}

/** The picture: a row of pixels a row, missing values see-through. */
function painted(
  rows: readonly Float64Array[],
  [low, high]: readonly [number, number],
  stops: readonly string[],
): string {
  const across = CELL_WIDTH * SHARPNESS;
  const width = rows[0]!.length * across;
  const pixels = new Uint8Array(4 * width * rows.length);
  rows.forEach((row, y) =>
    row.forEach((value, j) => {
      if (value !== value) return;
      const color = [...colorAt(stops, (value - low) / (high - low)), 255];
      for (let x = 0; x < across; x++) pixels.set(color, 4 * (y * width + j * across + x));
    })
  );
  return pngUrl(pixels, width, rows.length);
}
