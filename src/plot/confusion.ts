import { checkOneOf } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { matchCodes } from "../cluster/match_codes.ts";
import type { Annotated } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import { obsColumn } from "../data/obs_column.ts";
import { colorAt, type ColorMap, colorStops, inkOn } from "./color_maps.ts";
import { houseSpec } from "./house_spec.ts";
import { columnNames, pixels, rowNames } from "./matrix_labels.ts";
import { tileLayer } from "./tile_layer.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode confusion}. */
export interface ConfusionOptions {
  /** Column of `obs` with the labels found: the columns of the picture. */
  readonly key: string;
  /** Column of `obs` with the labels known: the rows. */
  readonly labelsKey: string;
  /** Shares of each known label (`"true"`), of each found one (`"pred"`), of all (`"all"`), or counts. Default `"true"`. */
  readonly normalize?: "true" | "pred" | "all" | "none" | undefined;
  /** Whether columns are put in the order of the rows they match best, so that agreement is a diagonal. Default true. */
  readonly matched?: boolean | undefined;
  /** Whether figures stand in the cells. Default: when there are at most 16 columns. */
  readonly annotate?: boolean | undefined;
  /** Colours from none to all; default `"Blues"`. */
  readonly colorMap?: ColorMap | undefined;
}

/** Sides of a cell in pixels: room for a figure, or just to be seen. */
const ROOMY = { cellWidth: 36, cellHeight: 26 };
const TIGHT = { cellWidth: 18, cellHeight: 18 };
/** Columns up to which figures stand in the cells. */
const FEW = 16;

/**
 * How the labels found share out among the labels known.
 *
 * @param data One modality or several.
 * @param options The two columns, and what the colours count.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a column is not there, `TooSmall` when no observation has both labels.
 *
 * @example
 * ```ts
 * import { confusion } from "weft/plot";
 * import { AnnData, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const obs = new Frame(["a", "b", "c"], { domain: ["1", "2", "2"], annotation: ["cortex", "medulla", "cortex"] });
 * const spec = confusion(new AnnData({ obs }), { key: "domain", labelsKey: "annotation" });
 * assert.match(String(spec.description), /domain.*annotation/);
 * ```
 */
export function confusion(data: Annotated, options: ConfusionOptions): VegaSpec {
  const { key, labelsKey, normalize = "true", matched = true, colorMap = "Blues" } = options;
  checkOneOf(normalize, "normalize", ["true", "pred", "all", "none"] as const);
  const stops = colorStops(colorMap);
  const found = codesOf(obsColumn(data, key));
  const known = codesOf(obsColumn(data, labelsKey));
  const counts = known.categories.map(() => new Float64Array(found.categories.length));
  known.codes.forEach((code, i) => {
    if (code >= 0 && found.codes[i]! >= 0) counts[code]![found.codes[i]!]!++;
  });
  const rows = [...counts.keys()].filter((r) => sum(counts[r]!) > 0);
  const columns = [...found.categories.keys()].filter((c) => counts.some((row) => row[c]! > 0));
  if (rows.length === 0) {
    throw new WeftError("TooSmall", { expected: "observations with both labels", found: "none" });
  }
  if (matched) {
    const partners = matchCodes(found.codes, known.codes, found.categories.length, known.categories.length);
    const rank = (c: number) => partners[c]! < 0 ? known.categories.length + strongest(counts, c) : partners[c]!;
    columns.sort((a, b) => rank(a) - rank(b) || a - b);
  }
  const total = rows.reduce((all, r) => all + sum(counts[r]!), 0);
  const share = (r: number, c: number): number => {
    const count = counts[r]![c]!;
    if (normalize === "none") return count;
    return count / (normalize === "all" ? total : normalize === "true" ? sum(counts[r]!) : columnSum(counts, c));
  };
  const cells = rows.flatMap((r, y) =>
    columns.map((c, x) => ({ r, c, x, y, value: share(r, c), count: counts[r]![c]! }))
  );
  const most = normalize === "none" ? Math.max(...cells.map(({ value }) => value)) : 1;
  const annotate = options.annotate ?? columns.length <= FEW;
  const { cellWidth, cellHeight } = annotate ? ROOMY : TIGHT;
  const grid = { nRows: rows.length, nCols: columns.length, cellWidth, cellHeight };
  const values = cells.map(({ r, c, x, y, value, count }) => ({
    ...{ x: x * cellWidth, x2: (x + 1) * cellWidth, y: y * cellHeight, y2: (y + 1) * cellHeight },
    ...{ known: known.categories[r]!, found: found.categories[c]!, count, share: Number(value.toPrecision(4)) },
  }));
  const figures = cells.filter(({ count }) => count > 0).map(({ x, y, value }) => ({
    ...{ x: (x + 0.5) * cellWidth, y: (y + 0.5) * cellHeight, ink: inkOn(colorAt(stops, value / most)) },
    text: normalize === "none" ? value.toLocaleString("en-US") : value < 0.005 ? "<.01" : value.toFixed(2),
  }));
  return houseSpec({
    description: `${key} beside ${labelsKey}: ${total} observations`,
    title: { text: `${labelsKey} (rows) by ${key} (columns)` },
    width: grid.nCols * cellWidth,
    height: grid.nRows * cellHeight,
    view: { stroke: "#8886" },
    resolve: { scale: { color: "independent" } },
    layer: [
      tileLayer({
        ...{ values, field: "share", scale: { domain: [0, most], range: stops, nice: false } },
        ...{ title: MEANING[normalize], tooltip: ["known", "found", "count", "share"] },
      }),
      ...(annotate
        ? [{
          data: { values: figures },
          mark: { type: "text", fontSize: 10, baseline: "middle" },
          encoding: {
            ...{ x: pixels("x"), y: pixels("y"), text: { field: "text", type: "nominal" } },
            color: { field: "ink", type: "nominal", scale: null },
          },
        }]
        : []),
      columnNames(columns.map((c) => found.categories[c]!), grid),
      rowNames(rows.map((r, y) => ({ name: known.categories[r]!, y: (y + 0.5) * cellHeight }))),
    ],
  });
}

const MEANING = { true: "share of row", pred: "share of column", all: "share of all", none: "observations" };

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function columnSum(table: readonly Float64Array[], c: number): number {
  return table.reduce((total, row) => total + row[c]!, 0);
}

/** The row that a column shares most with. */
function strongest(table: readonly Float64Array[], c: number): number {
  return table.reduce((best, row, r) => row[c]! > table[best]![c]! ? r : best, 0);
}
