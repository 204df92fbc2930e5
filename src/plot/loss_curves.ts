import { WeftError } from "../core/error.ts";
import type { Frame } from "../data/frame.ts";
import { CURVE_COLOR } from "./curve_color.ts";
import { VEGA_LITE_SCHEMA, type VegaSpec } from "./vega_spec.ts";

/** How {@linkcode lossCurves} draws. */
export interface LossCurvesOptions {
  /** Columns of the history to draw, in this order; by default all. */
  readonly terms?: readonly string[];
  /** Width of one panel in pixels; default 230. */
  readonly width?: number;
  /** Height of one panel in pixels; default 110. */
  readonly height?: number;
}

/** Room for the numbers beside a panel, in pixels: the same for all, so that panels stand in line. */
const LABELS = 36;

/**
 * One small panel per loss term against the epoch, each on its own scale.
 *
 * @param history One row per epoch, named by its number, and one column per term, as `run.history` has them.
 * @param options Which terms, and the size of a panel.
 * @returns A vega-lite specification with its data inside.
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
export function lossCurves(history: Frame, options: LossCurvesOptions = {}): VegaSpec {
  const { width = 230, height = 110 } = options;
  const terms = options.terms ?? history.columnNames;
  if (terms.length === 0 || history.nRows === 0) {
    throw new WeftError("TooSmall", {
      expected: "at least one epoch and one loss term",
      found: "none",
      where: "history",
    });
  }
  const epochs = history.index.map(Number);
  return {
    $schema: VEGA_LITE_SCHEMA,
    columns: 3,
    concat: terms.map((term) => {
      const values = history.column(term).toArray().map((value, row) => ({ epoch: epochs[row], loss: Number(value) }));
      return {
        title: { text: term, anchor: "start", fontSize: 12 },
        width,
        height,
        data: { values },
        mark: { type: "line", color: CURVE_COLOR, strokeWidth: 1.8 },
        encoding: {
          x: {
            field: "epoch",
            type: "quantitative",
            axis: { tickCount: 4, grid: false, format: "d", titleFontWeight: "normal" },
          },
          y: {
            field: "loss",
            type: "quantitative",
            title: null,
            scale: { zero: false },
            axis: { tickCount: 3, minExtent: LABELS, maxExtent: LABELS },
          },
        },
      };
    }),
    resolve: { scale: { y: "independent" } },
    config: { view: { stroke: null } },
  };
}
