import { checkNumber, examples, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { codesOf } from "../data/columns/codes_of.ts";
import type { Column } from "../data/columns/column.ts";
import { obsVector } from "../data/obs_vector.ts";
import { type ColorMap, colorStops } from "./color_maps.ts";
import { type CategoryColors, colorsOf } from "./colors_of.ts";

/** How values become colours, in every picture of observations. */
export interface ColorOptions {
  /** Layer that genes are read from. Default: `raw` where it knows the gene, else `X`. */
  readonly layer?: string | undefined;
  /** Whether genes are read from `raw`. Default: when there is one that knows the gene and no `layer` is named. */
  readonly useRaw?: boolean | undefined;
  /** Categories to show in colour; the others are grey. Default: all. */
  readonly groups?: readonly string[] | undefined;
  /** Colours of categories as "#rrggbb", one each in their order or some by name. Default: `uns["<key>_colors"]`, else {@linkcode palette}. */
  readonly palette?: CategoryColors | undefined;
  /** Colours of numbers; default `"viridis"`. */
  readonly colorMap?: ColorMap | undefined;
  /** Number at the low end of the colours, or a percentile such as `"p1"`. Default: the least. */
  readonly vmin?: number | `p${number}` | undefined;
  /** Number at the high end of the colours, or a percentile such as `"p99"`. Default: the greatest. */
  readonly vmax?: number | `p${number}` | undefined;
  /** Colour of what is missing or not shown, as "#rrggbb"; default `"#c4c8cf"`. */
  readonly naColor?: string | undefined;
}

/** Categories in colour. */
export interface CategoryChannel {
  readonly kind: "category";
  /** Index into the labels, one an observation; −1 is missing or not shown. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly colors: readonly string[];
  /** Whether what is grey is missing, rather than not asked for. */
  readonly hasMissing: boolean;
}

/** Numbers in colour. */
export interface ValueChannel {
  readonly kind: "value";
  /** One an observation; NaN is missing. */
  readonly values: Float64Array;
  /** Numbers at the ends of the colours. */
  readonly range: readonly [number, number];
  readonly stops: readonly string[];
}

/** What colours the observations. */
export type Channel = CategoryChannel | ValueChannel;

/** Grey of what is missing, on white as on black. */
export const NA_COLOR = "#c4c8cf";

/** The values of a key with their colours: categories for labels and booleans, a scale for numbers. */
export function channelOf(data: Annotated, key: string, options: ColorOptions = {}): Channel {
  const values = obsVector(data, key, { layer: options.layer, useRaw: options.useRaw });
  return isNumeric(values) ? valueChannel(values, key, options) : categoryChannel(data, key, values, options);
}

/** Whether a column holds numbers, some of them missing perhaps. */
export function isNumeric(column: Column): boolean {
  return column.kind === "nullable" ? column.values.kind === "numeric" : column.kind === "numeric";
}

/** The numbers of a column; NaN where one is missing. */
export function numbersOf(column: Column): Float64Array {
  if (column.kind === "numeric") return Float64Array.from(column.values as ArrayLike<number | bigint>, Number);
  return Float64Array.from({ length: column.length }, (_, i) => Number(column.get(i) ?? NaN));
}

function categoryChannel(data: Annotated, key: string, values: Column, options: ColorOptions): CategoryChannel {
  const { codes, categories: labels } = codesOf(values);
  const colors = colorsOf(data, key, labels, options.palette);
  const { groups } = options;
  if (groups === undefined) return { kind: "category", codes, labels, colors, hasMissing: codes.includes(-1) };
  const unknown = groups.filter((name) => !labels.includes(name));
  if (unknown.length > 0) {
    throw new WeftError("NotFound", {
      expected: `groups to be categories of ${show(key)}`,
      found: `${examples(unknown)} beside ${examples(labels, 12)}`,
    });
  }
  const shown = labels.map((name) => groups.includes(name));
  return { kind: "category", codes: codes.map((code) => shown[code] ? code : -1), labels, colors, hasMissing: false };
}

function valueChannel(column: Column, key: string, options: ColorOptions): ValueChannel {
  const values = numbersOf(column);
  const sorted = values.filter(Number.isFinite).sort();
  const low = endOf(options.vmin, sorted, "vmin", 0);
  const high = endOf(options.vmax, sorted, "vmax", 1);
  if (low > high) {
    throw new WeftError("InvalidArgument", {
      expected: "vmin to be no more than vmax",
      found: `${low} and ${high}`,
      where: show(key),
    });
  }
  return { kind: "value", values, range: [low, high], stops: colorStops(options.colorMap ?? "viridis") };
}

function endOf(end: number | string | undefined, sorted: Float64Array, name: string, otherwise: number): number {
  if (typeof end === "number") {
    checkNumber(end, name);
    return end;
  }
  const percent = end === undefined ? 100 * otherwise : Number(end.replace(/^p/, ""));
  checkNumber(percent, `${name} as a percentile`, 0, 100);
  return quantile(sorted, percent / 100) ?? 0;
}

/** The value below which a share of sorted numbers lies, between two of them mixed; `undefined` of none. */
export function quantile(sorted: Float64Array, share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (sorted[Math.min(below + 1, sorted.length - 1)]! - low) * (at - below);
}
