import { WeftError } from "../core/error.ts";
import { type IntegrationGroup, IntegrationScores } from "../metrics/integration_scores.ts";
import { colorAt, type ColorMap, colorStops, inkOn } from "./color_maps.ts";
import { houseSpec } from "./house_spec.ts";
import { type CellGrid, columnNames, pixels, rowNames, setBrackets } from "./matrix_labels.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode integrationScores}. */
export interface IntegrationScoresOptions {
  /** Whether rows stand in the order of their totals, best first, as scib-metrics shows them. Default true. */
  readonly sorted?: boolean | undefined;
  /** Colours of single scores from 0 to 1; default `"Blues"`. */
  readonly colorMap?: ColorMap | undefined;
}

const WIDTH = 46;
const HEIGHT = 34;
/** Diameter of a score's circle. */
const CIRCLE = 29;
/** Room around the bar of a mean. */
const MARGIN = 5;
const TITLES: Readonly<Record<IntegrationGroup, string>> = {
  bio: "biology",
  batch: "batches",
  modality: "modalities",
};
const BAR = "#9ecae1";
const INK = "#1c2430";

/** A score of a method, or the mean of a group of them. */
interface Cell {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
}

/**
 * The scores of several integrations side by side, as scib-metrics' table of results: a row a method, a column a score,
 * grouped by what they judge; each score a circle coloured from 0 to 1, the means of the groups and the total as bars.
 * Nothing is rescaled (`metrics.minMaxScores` does); a dash stands for a score that is undefined.
 *
 * @param reports Scores by the names of the methods, see `metrics.integrationReport`; or those of one embedding.
 * @param options Order and colours.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `TooSmall` without a score.
 *
 * @example
 * ```ts
 * import { integrationScores } from "weft/plot";
 * import { IntegrationScores } from "weft/metrics";
 * import assert from "node:assert/strict";
 *
 * const scored = (clisi: number, ilisi: number) =>
 *   new IntegrationScores({ useRep: "X", labelsKey: "type", nObs: 9, nLeftOut: 0 }, [
 *     { group: "bio", metric: "clisi", value: clisi, meaning: "Types keep apart." },
 *     { group: "modality", metric: "ilisi", value: ilisi, meaning: "Modalities are mixed." },
 *   ]);
 * const spec = integrationScores({ PCA: scored(0.9, 0.1), scMRDR: scored(0.8, 0.7) });
 * assert.match(String(spec.description), /scMRDR, PCA/);
 * ```
 */
export function integrationScores(
  reports: IntegrationScores | Readonly<Record<string, IntegrationScores>>,
  options: IntegrationScoresOptions = {},
): VegaSpec {
  const { sorted = true, colorMap = "Blues" } = options;
  const stops = colorStops(colorMap);
  const rows = Object.entries(reports instanceof IntegrationScores ? { [reports.header.useRep]: reports } : reports);
  if (sorted) rows.sort(([, a], [, b]) => (b.total ?? -1) - (a.total ?? -1));
  const groups = columnsOf(rows.map(([, report]) => report));
  if (groups.length === 0) {
    throw new WeftError("TooSmall", {
      expected: "at least one score to draw",
      found: `none in ${rows.length} reports`,
    });
  }
  const single = groups.flatMap(({ group, metrics }) => metrics.map((metric) => ({ group, metric })));
  const means = [...groups.map(({ group }) => group), "total" as const];
  const names = [...single.map(({ metric }) => metric), ...means];
  const grid = { nRows: rows.length, nCols: names.length, cellWidth: WIDTH, cellHeight: HEIGHT };
  const cells = rows.flatMap(([row, report], y) => [
    ...single.map(({ group, metric }, x) =>
      placed(grid, x, y, cell(row, `${group}.${metric}`, report.value(group, metric)))
    ),
    ...means.map((name, k) =>
      placed(grid, single.length + k, y, cell(row, name, name === "total" ? report.total : report.group(name)))
    ),
  ]);
  const isMean = ({ x }: { readonly x: number }) => x > single.length * WIDTH;
  const circles = cells.filter((one) => !isMean(one) && one.value !== null)
    .map((one) => ({ ...one, ink: inkOn(colorAt(stops, one.value!)) }));
  const bars = cells.filter((one) => isMean(one) && one.value !== null).map((one) => ({ ...one, ...barOf(one) }));
  const figures = [
    ...circles,
    ...bars.map((one) => ({ ...one, ink: INK })),
  ].map(({ x, y, value, ink }) => ({ x, y, ink, text: value!.toFixed(2) }));
  const dashes = cells.filter(({ value }) => value === null).map(({ x, y }) => ({ x, y, text: "–" }));
  const sets = [...groups.map(({ group, metrics }) => ({ name: TITLES[group], length: metrics.length })), {
    name: "means",
    length: means.length,
  }];
  return houseSpec({
    description: `Scores of ${rows.map(([name]) => name).join(", ")}`,
    width: grid.nCols * WIDTH,
    height: grid.nRows * HEIGHT,
    resolve: { scale: { color: "independent" } },
    layer: [
      lines(grid),
      {
        data: { values: circles },
        mark: { type: "circle", opacity: 1, size: CIRCLE ** 2 * Math.PI / 4, stroke: "#8886", strokeWidth: 0.5 },
        encoding: {
          ...{ x: pixels("x"), y: pixels("y") },
          color: {
            ...{ field: "value", type: "quantitative" },
            ...{ scale: { domain: [0, 1], range: stops, nice: false, clamp: true }, legend: null },
          },
          tooltip: TOOLTIP,
        },
      },
      {
        data: { values: bars },
        mark: { type: "rect", color: BAR },
        encoding: {
          ...{ x: pixels("from"), x2: { field: "to" }, y: pixels("top"), y2: { field: "bottom" } },
          tooltip: TOOLTIP,
        },
      },
      words(figures, { color: { field: "ink", type: "nominal", scale: null } }),
      words(dashes, {}),
      columnNames(names, grid),
      rowNames(rows.map(([name], y) => ({ name, y: (y + 0.5) * HEIGHT }))),
      ...setBrackets(sets, grid),
    ],
  });
}

const TOOLTIP = ["row", "column", "value"].map((field) => ({ field }));

/** The scores that any of the reports names, group after group. */
function columnsOf(reports: readonly IntegrationScores[]) {
  return (["bio", "batch", "modality"] as const).flatMap((group) => {
    const rows = reports.flatMap((report) => report.rows.filter((row) => row.group === group));
    const metrics = [...new Set(rows.map(({ metric }) => metric))];
    return metrics.length === 0 ? [] : [{ group, metrics }];
  });
}

function cell(row: string, column: string, value: number | null): Cell {
  return { row, column, value: value === null ? null : Number(value.toFixed(4)) };
}

/** A cell with its middle in pixels. */
function placed({ cellWidth, cellHeight }: CellGrid, x: number, y: number, one: Cell) {
  return { ...one, x: (x + 0.5) * cellWidth, y: (y + 0.5) * cellHeight };
}

/** The bar of a mean, as long as it is large. */
function barOf({ x, y, value }: { readonly x: number; readonly y: number; readonly value: number | null }) {
  const from = x - WIDTH / 2 + MARGIN;
  const share = Math.min(1, Math.max(0, value!));
  const half = HEIGHT / 2 - MARGIN;
  return { from, to: from + share * (WIDTH - 2 * MARGIN), top: y - half, bottom: y + half };
}

function words(values: readonly object[], more: object): object {
  return {
    data: { values },
    mark: { type: "text", fontSize: 10, baseline: "middle" },
    encoding: { ...{ x: pixels("x"), y: pixels("y") }, text: { field: "text", type: "nominal" }, ...more },
  };
}

/** Quiet lines between rows. */
function lines({ nRows, nCols, cellWidth, cellHeight }: CellGrid): object {
  return {
    data: {
      values: Array.from({ length: nRows + 1 }, (_, r) => ({ y: r * cellHeight, from: 0, to: nCols * cellWidth })),
    },
    mark: { type: "rule", color: "#8883" },
    encoding: { x: pixels("from"), x2: { field: "to" }, y: pixels("y") },
  };
}
