import { checkInteger, checkNumber, checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { Rng } from "../core/rng.ts";
import type { Annotated } from "../data/annotated.ts";
import { obsVector } from "../data/obs_vector.ts";
import { isNumeric, numbersOf, quantile } from "./channel.ts";
import { type CategoryColors, colorsOf } from "./colors_of.ts";
import { CURVE_COLOR } from "./curve_color.ts";
import { density } from "./density.ts";
import { type Groups, groupsOf } from "./groups.ts";
import { groupAxis, groupNames } from "./group_axis.ts";
import { keyList } from "./key_list.ts";
import { panels } from "./panels.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Options of {@linkcode violin}. */
export interface ViolinOptions {
  /** Genes, numeric columns of `obs` or axes of an embedding; one panel each. */
  readonly keys: string | readonly string[];
  /** Column of `obs` that parts observations into groups. Default: one violin of all. */
  readonly groupby?: string | undefined;
  /** Groups to draw, in this order. Default: all, in the column's order. */
  readonly order?: readonly string[] | undefined;
  /** Layer that genes are read from. Default: `raw` where it knows the gene, else `X`. */
  readonly layer?: string | undefined;
  /** Whether genes are read from `raw`. Default: when there is one that knows the gene and no `layer` is named. */
  readonly useRaw?: boolean | undefined;
  /** Whether the axis of values is logarithmic; values that are not positive are left out then. Default false. */
  readonly log?: boolean | undefined;
  /** Whether observations are drawn as points. Default: when there are at most 500. */
  readonly stripplot?: boolean | undefined;
  /** Widths: each violin as wide as any (`"width"`), or by the number of its observations (`"count"`). Default `"width"`. */
  readonly scale?: "width" | "count" | undefined;
  /** Colours of the groups as "#rrggbb", one each in their order or some by name. Default: `uns["<groupby>_colors"]`, else {@linkcode palette}. */
  readonly palette?: CategoryColors | undefined;
  /** Panels in a row; default 2 with groups, 4 without. */
  readonly nCols?: number | undefined;
  /** Height of a panel in pixels; default 200. */
  readonly height?: number | undefined;
  /** Seed of the points' places across a violin; default 0. */
  readonly seed?: number | undefined;
}

/** More points than this hide the violin that they are in. */
const FEW = 500;

/**
 * How values are spread in each group: a density by Gaussian kernels (Scott's width, cut at the least and greatest
 * value), with median and quartiles.
 *
 * @param data One modality or several.
 * @param options What is drawn, and by which groups.
 * @returns A vega-lite specification with its data inside; a notebook shows it.
 * @throws {WeftError} `NotFound` when a key or group is not there, `BadValues` when a key is not numeric,
 * `TooSmall` without keys.
 *
 * @example
 * ```ts
 * import { violin } from "weft/plot";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   X: Dense.fromRows([[0], [2], [3], [9]]),
 *   obs: new Frame(["a", "b", "c", "d"], { domain: ["x", "x", "y", "y"] }),
 *   var: new Frame(["CD3E"]),
 * });
 * const spec = violin(adata, { keys: "CD3E", groupby: "domain" });
 * assert.equal((spec.title as { text: string }).text, "CD3E");
 * ```
 */
export function violin(data: Annotated, options: ViolinOptions): VegaSpec {
  const { groupby, log = false, scale = "width", height = 200 } = options;
  const keys = keyList(options.keys, "keys");
  const { nCols = groupby === undefined ? 4 : 2 } = options;
  checkOneOf(scale, "scale", ["width", "count"] as const);
  checkInteger(nCols, "nCols", 1);
  checkNumber(height, "height", 20, 4000);
  const groups = groupsOf(data, groupby, options.order);
  const all = groupby === undefined ? [CURVE_COLOR] : colorsOf(data, groupby, groups.categories, options.palette);
  const colors = groups.codes.map((code) => all[code]!);
  const list = keys.map((key) => {
    const column = obsVector(data, key, { layer: options.layer, useRaw: options.useRaw });
    if (!isNumeric(column)) {
      throw new WeftError("BadValues", { expected: `${show(key)} to hold numbers`, found: `${column.kind} values` });
    }
    const values = numbersOf(column);
    const spread = groups.rows.map((rows) =>
      Float64Array.from(rows, (i) => values[i]!).filter((value) => Number.isFinite(value) && (!log || value > 0))
    );
    return panel({ key, groups, spread, colors, log, scale, height, options });
  });
  return panels(list, nCols, {
    params: [groupNames(groups.names)],
    description: `Violins of ${keys.join(", ")}${groupby ? ` by ${groupby}` : ""}`,
  });
}

interface PanelParts {
  readonly key: string;
  readonly groups: Groups;
  /** Values of each group. */
  readonly spread: readonly Float64Array[];
  readonly colors: readonly string[];
  readonly log: boolean;
  readonly scale: "width" | "count";
  readonly height: number;
  readonly options: ViolinOptions;
}

/** Half of the widest violin, in steps between groups. */
const HALF = 0.42;

function panel({ key, groups, spread, colors, log, scale, height, options }: PanelParts): object {
  const most = Math.max(...spread.map(({ length }) => length), 1);
  const shapes = spread.flatMap((values, g) => outline(values, g, log, scale === "width" ? 1 : values.length / most));
  const boxes = spread.flatMap((values, g) => box(values, g));
  const nPoints = spread.reduce((sum, { length }) => sum + length, 0);
  const points = options.stripplot ?? nPoints <= FEW ? strip(spread, options.seed ?? 0) : [];
  const x = groupAxis("x", groups.names, options.groupby === undefined ? null : undefined);
  const y = {
    field: "y",
    type: "quantitative",
    axis: { title: null, tickCount: 5, domain: log, ticks: log, grid: !log },
    scale: log ? { type: "log" } : { zero: false, nice: true },
  };
  const ink = { color: "#1c2430" };
  return {
    title: { text: key },
    width: Math.max(110, Math.min(900, groups.names.length * 46)),
    height,
    layer: [
      {
        data: { values: shapes },
        mark: { type: "area", orient: "horizontal", opacity: 0.85, line: false },
        encoding: {
          y,
          x,
          x2: { field: "x2" },
          detail: { field: "g", type: "nominal" },
          color: {
            field: "g",
            type: "nominal",
            legend: null,
            scale: { domain: colors.map((_, g) => g), range: colors },
          },
        },
      },
      {
        data: { values: points },
        mark: { type: "circle", size: 7, opacity: 0.55, aria: false, ...ink },
        encoding: { y, x },
      },
      {
        data: { values: boxes },
        mark: { type: "rule", strokeWidth: 3, strokeCap: "round", ...ink },
        encoding: { y, y2: { field: "y2" }, x },
      },
      {
        data: { values: boxes },
        mark: { type: "circle", size: 22, opacity: 1, color: "white", stroke: "#1c2430", strokeWidth: 1 },
        encoding: {
          y: { ...y, field: "median" },
          x,
          tooltip: { field: "median", type: "quantitative", title: "median" },
        },
      },
    ],
  };
}

/** Both sides of a violin, from its least to its greatest value. */
function outline(values: Float64Array, g: number, log: boolean, share: number): object[] {
  if (values.length === 0) return [];
  const { at, height } = density(log ? values.map(Math.log10) : values);
  const peak = height.reduce((most, value) => Math.max(most, value), 0);
  return Array.from(at, (place, k) => {
    const half = HALF * share * height[k]! / peak;
    return { g, y: short(log ? 10 ** place : place), x: short(g - half), x2: short(g + half) };
  });
}

function box(values: Float64Array, g: number): object[] {
  const sorted = values.slice().sort();
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  return middle === undefined ? [] : [{ x: g, y: short(low!), median: short(middle), y2: short(high!) }];
}

function strip(spread: readonly Float64Array[], seed: number): object[] {
  const rng = new Rng(seed);
  return spread.flatMap((values, g) =>
    Array.from(values, (y) => ({ x: short(g + (rng.uniform() - 0.5) * HALF), y: short(y) }))
  );
}

function short(value: number): number {
  return Number(value.toPrecision(5));
}
