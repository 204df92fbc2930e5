import { checkInteger, checkNumber, checkOneOf, show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import type { Annotated } from "../data/annotated.ts";
import { type Channel, channelOf, type ColorOptions, NA_COLOR } from "./channel.ts";
import { hexOf } from "./colors_of.ts";
import { keyList } from "./key_list.ts";
import { panels } from "./panels.ts";
import { type ScatterLook, scatterPanel, type ScatterPlane } from "./scatter_panel.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** How points are drawn, in `embedding` and `spatial` alike. */
export interface ScatterOptions extends ColorOptions {
  /** Column of `obs`, gene, or axis of an embedding (`"X_pca:0"`) that colours the points; one panel each. Default: none. */
  readonly color?: string | readonly string[] | undefined;
  /** Diameter of a point in pixels. Default: one that fits. */
  readonly size?: number | undefined;
  /** Opacity of a point, 0 to 1; default 1. */
  readonly opacity?: number | undefined;
  /** Headings of the panels. Default: what colours them. */
  readonly title?: string | readonly string[] | undefined;
  /** Where the names of categories stand; default `"right margin"`. */
  readonly legendLoc?: "right margin" | "on data" | "none" | undefined;
  /** Whether points with high numbers lie on top; default true. */
  readonly sortOrder?: boolean | undefined;
  /** Whether the points are one picture inside the plot. Default: when there are more than 4000. */
  readonly rasterized?: boolean | undefined;
  /** Panels in a row; default 3. */
  readonly nCols?: number | undefined;
  /** Width of a panel in pixels; default 280. */
  readonly width?: number | undefined;
}

/** Observations that share a panel. */
export interface ScatterPart {
  readonly plane: ScatterPlane;
  /** Rows of the data in the plane's order; all by default. */
  readonly rows?: Int32Array;
  /** What the part is called, when there are several. */
  readonly name?: string | undefined;
}

/** A panel for each colour and each part. Colours mean the same in all parts. */
export function scatter(
  data: Annotated,
  options: ScatterOptions,
  parts: readonly ScatterPart[],
  what: string,
  over?: ScatterLook["over"],
): VegaSpec {
  const { color, opacity = 1, title, sortOrder = true, nCols = 3, width: asked = 280 } = options;
  const { legendLoc = "right margin", size, rasterized } = options;
  checkNumber(opacity, "opacity", 0, 1);
  checkNumber(asked, "width", 20, 4000);
  // Points that are one picture need whole pixels.
  const width = Math.round(asked);
  checkInteger(nCols, "nCols", 1);
  if (size !== undefined) checkNumber(size, "size", 0.1, 1000);
  checkOneOf(legendLoc, "legendLoc", ["right margin", "on data", "none"] as const);
  const naColor = colorOfMissing(options.naColor);
  const keys = color === undefined ? [undefined] : keyList(color, "color");
  const titles = typeof title === "string" ? [title] : title ?? [];
  const look = { size, opacity, legendLoc, sortOrder, width, rasterized, naColor, ...(over && { over }) };
  const list = keys.flatMap((key) => {
    const channel = key === undefined ? null : channelOf(data, key, options);
    return parts.map(({ plane, rows, name }) => ({
      plane,
      channel: channel && rows ? taken(channel, rows) : channel,
      title: [key, name].filter((word) => word !== undefined).join(" · "),
    }));
  });
  const drawn = list.map((panel, i) =>
    scatterPanel(panel.plane, panel.channel, { ...look, title: titles[i] ?? panel.title })
  );
  const words = color === undefined ? "" : `, coloured by ${keys.join(", ")}`;
  return panels(drawn, nCols, { description: `${what} of ${data.nObs} observations${words}` });
}

function colorOfMissing(asked: string = NA_COLOR): string {
  const color = hexOf(asked);
  if (color !== undefined) return color;
  throw new WeftError("InvalidArgument", {
    expected: "naColor to be a colour as '#rrggbb' or '#rgb'",
    found: show(asked),
  });
}

function taken(channel: Channel, rows: Int32Array): Channel {
  if (channel.kind === "value") return { ...channel, values: Float64Array.from(rows, (i) => channel.values[i]!) };
  const codes = rows.map((i) => channel.codes[i]!);
  return { ...channel, codes, hasMissing: channel.hasMissing && codes.includes(-1) };
}
