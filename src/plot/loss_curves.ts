import { WeftError } from "../core/error.ts";
import { Frame } from "../data/frame.ts";
import { CURVE_COLOR } from "./curve_color.ts";
import { houseSpec } from "./house_spec.ts";
import { palette } from "./palette.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** How {@linkcode lossCurves} draws. */
export interface LossCurvesOptions {
  /** Columns of the history to draw, in this order; by default all. */
  readonly terms?: readonly string[];
  /** Whether losses are on a logarithmic axis, where they are positive; default false. */
  readonly log?: boolean;
  /** Width of one panel in pixels; default 230. */
  readonly width?: number;
  /** Height of one panel in pixels; default 110. */
  readonly height?: number;
}

/** Room for the numbers beside a panel, in pixels: the same for all, so that panels stand in line. */
const LABELS = 36;

/**
 * One small panel per loss term against the epoch, each on its own scale; several runs lie over each other.
 *
 * @param history One row per epoch, named by its number, and one column per term, as `run.history` has them; or such
 * histories by the name of the run.
 * @param options Which terms, and the size of a panel.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a column is not there, `TooSmall` when there is nothing to draw.
 *
 * @example
 * ```ts
 * import { lossCurves } from "weft/plot";
 * import { Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const history = new Frame(["1", "2"], { total: [3, 2], triplet: [1, 0.5] });
 * const spec = lossCurves(history);
 * assert.deepEqual((spec.concat as unknown[]).length, 2);
 * ```
 */
export function lossCurves(
  history: Frame | Readonly<Record<string, Frame>>,
  options: LossCurvesOptions = {},
): VegaSpec {
  const { width = 230, height = 110, log = false } = options;
  const runs: Readonly<Record<string, Frame>> = history instanceof Frame ? { "": history } : history;
  const names = Object.keys(runs);
  const terms = options.terms ?? [...new Set(Object.values(runs).flatMap(({ columnNames }) => columnNames))];
  if (terms.length === 0 || !Object.values(runs).some(({ nRows }) => nRows > 0)) {
    throw new WeftError("TooSmall", {
      expected: "at least one epoch and one loss term",
      found: "none",
      where: "history",
    });
  }
  const parted = !(history instanceof Frame);
  const color = {
    field: "run",
    type: "nominal",
    scale: { domain: names, range: palette(names.length) },
    legend: { title: null, symbolType: "stroke", symbolStrokeWidth: 2.5 },
  };
  return houseSpec({
    description: `Losses${parted ? ` of ${names.join(", ")}` : ""}: ${terms.join(", ")}`,
    columns: 3,
    concat: terms.map((term) => ({
      title: { text: term, fontSize: 12 },
      width,
      height,
      data: { values: rowsOf(runs, term, parted, log) },
      mark: { type: "line", strokeWidth: 1.8, invalid: "filter", ...(!parted && { color: CURVE_COLOR }) },
      encoding: {
        x: { field: "epoch", type: "quantitative", axis: { tickCount: 4, grid: false, format: "d" } },
        y: {
          field: "loss",
          type: "quantitative",
          title: null,
          scale: log ? { type: "log" } : { zero: false },
          axis: { tickCount: 3, minExtent: LABELS, maxExtent: LABELS, domain: false, ticks: false, grid: !log },
        },
        ...(parted && { color }),
      },
    })),
    resolve: { scale: { y: "independent" } },
  });
}

function rowsOf(runs: Readonly<Record<string, Frame>>, term: string, parted: boolean, log: boolean): object[] {
  return Object.entries(runs).flatMap(([run, history]) => {
    if (parted && !history.has(term)) return [];
    const values = history.column(term).toArray().map(Number);
    return values.map((loss, row) => ({ epoch: Number(history.index[row]), loss, ...(parted && { run }) }))
      .filter((row) => !log || row.loss > 0);
  });
}
