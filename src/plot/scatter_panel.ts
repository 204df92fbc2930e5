import type { Channel } from "./channel.ts";
import { colorLegend } from "./color_legend.ts";
import { pointLayers } from "./point_layers.ts";

/** A plane of points that is to be drawn. */
export interface ScatterPlane {
  /** Coordinates to the right; NaN is left out. */
  readonly x: Float64Array;
  /** Coordinates upwards or, in an image, downwards. */
  readonly y: Float64Array;
  /** What stands at the two axes; none when there is nothing to say. */
  readonly axes: readonly [string, string] | null;
  /** Whether the second coordinate points down. */
  readonly down: boolean;
  /** Whether both axes have one unit, so that the picture has the tissue's proportions. */
  readonly alike: boolean;
  /** Diameter of a point in units of the coordinates; `undefined` for one that fits the number of points. */
  readonly diameter: number | undefined;
  readonly shape: "circle" | "square";
}

/** How a panel is drawn. */
export interface ScatterLook {
  /** Heading of the panel. */
  readonly title: string;
  /** Width of the plane in pixels; its height follows, or is the same. */
  readonly width: number;
  /** Diameter of a point in pixels. */
  readonly size?: number | undefined;
  /** Opacity of a point, 0 to 1. */
  readonly opacity: number;
  /** Where the names of categories stand. */
  readonly legendLoc: "right margin" | "on data" | "none";
  /** Whether points are one picture; by default when there are many. */
  readonly rasterized?: boolean | undefined;
  /** Whether points with high numbers lie on top. */
  readonly sortOrder: boolean;
  /** Colour of what is missing, as "#rrggbb". */
  readonly naColor: string;
  /** Further layers over the points, such as a scale bar. */
  readonly over?: (frame: Frame2d) => readonly object[];
}

/** What part of the plane a panel shows, and how large. */
export interface Frame2d {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly width: number;
  readonly height: number;
  /** Pixels of a unit of the first axis. */
  readonly scale: number;
}

/** Empty room around the points, as a share of the longer side. */
const MARGIN = 0.03;

/** One panel of points in colour: a part of a vega-lite specification. */
export function scatterPanel(plane: ScatterPlane, channel: Channel | null, look: ScatterLook): object {
  const frame = frameOf(plane, look.width);
  const diameter = look.size ??
    (plane.diameter === undefined ? fitting(plane.x.length, look.width) : plane.diameter * frame.scale);
  const parts = { plane, channel, frame, ...look, diameter };
  return {
    title: { text: look.title },
    width: frame.width,
    height: frame.height,
    view: { stroke: plane.axes ? "#8886" : null },
    resolve: { scale: { color: "independent" } },
    layer: [...pointLayers(parts), ...colorLegend(parts), ...(look.over?.(frame) ?? [])],
  };
}

function frameOf({ x, y, alike, diameter = 0 }: ScatterPlane, width: number): Frame2d {
  const [left, right] = extent(x, diameter);
  const [low, high] = extent(y, diameter);
  const margin = MARGIN * (alike ? Math.max(right - left, high - low) : right - left);
  const marginY = alike ? margin : MARGIN * (high - low);
  const domain = {
    x: [left - margin, right + margin] as const,
    y: [low - marginY, high + marginY] as const,
  };
  const scale = width / (domain.x[1] - domain.x[0]);
  const height = alike ? Math.round(Math.min(4 * width, Math.max(20, scale * (domain.y[1] - domain.y[0])))) : width;
  return { ...domain, width, height, scale };
}

/** Least and greatest finite number with half a point around, never one and the same. */
function extent(values: Float64Array, diameter: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low && value > -Infinity) low = value;
    if (value > high && value < Infinity) high = value;
  }
  if (!(low <= high)) return [0, 1];
  const half = diameter / 2 || (low === high ? 0.5 : 0);
  return [low - half, high + half];
}

/** A diameter in pixels at which a cloud of any number of points is seen without hiding itself. */
function fitting(n: number, width: number): number {
  return Math.min(9, Math.max(1.2, width * 0.8 / Math.sqrt(Math.max(1, n))));
}
