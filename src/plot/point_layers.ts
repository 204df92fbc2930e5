import type { Channel } from "./channel.ts";
import { colorAt, rgbOf } from "./color_maps.ts";
import { paintPoints } from "./paint_points.ts";
import { pngUrl } from "./encode_png.ts";
import type { Frame2d, ScatterLook, ScatterPlane } from "./scatter_panel.ts";

/** What the layers of a panel are made of. */
export interface PointParts extends ScatterLook {
  readonly plane: ScatterPlane;
  readonly channel: Channel | null;
  readonly frame: Frame2d;
  /** Diameter of a point in pixels. */
  readonly diameter: number;
}

/** More points than this are painted as one picture: a mark each would make files of many megabytes. */
const MANY = 4000;
/** Pixels of the picture to one of the page, so that it stays sharp on a fine screen. */
const SHARPNESS = 2;
/** Squares of a grid are a touch larger than their cell, so that no seams show. */
const SEAM = 1.05;

/** The points: a mark each, or one picture of all. */
export function pointLayers(parts: PointParts): object[] {
  const order = drawnOrder(parts);
  return parts.rasterized ?? order.length > MANY ? [picture(parts, order)] : [marks(parts, order)];
}

/** The axes of the plane, as every layer has them. */
export function positions({ plane, frame }: Pick<PointParts, "plane" | "frame">): { x: object; y: object } {
  const axis = (at: 0 | 1) =>
    plane.axes ? { title: plane.axes[at], labels: false, ticks: false, domain: false, grid: false } : null;
  const scale = (domain: readonly [number, number], reverse: boolean) => ({
    domain,
    nice: false,
    zero: false,
    reverse,
  });
  return {
    x: { field: "x", type: "quantitative", axis: axis(0), scale: scale(frame.x, false) },
    y: { field: "y", type: "quantitative", axis: axis(1), scale: scale(frame.y, plane.down) },
  };
}

function marks(parts: PointParts, order: Int32Array): object {
  const { plane, frame, channel, diameter, opacity, naColor } = parts;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(1 / frame.scale)));
  const place = (value: number) => Number(value.toFixed(Math.min(12, digits)));
  const values = Array.from(order, (i) => ({ x: place(plane.x[i]!), y: place(plane.y[i]!), ...datum(channel, i) }));
  const colored = channel !== null;
  return {
    data: { values },
    mark: {
      type: plane.shape,
      // Vega's size of a symbol, round or not, is the square of its width.
      size: (plane.shape === "circle" ? diameter : diameter * SEAM) ** 2,
      opacity,
      aria: false,
      ...(colored ? {} : { color: naColor }),
    },
    encoding: {
      ...positions(parts),
      ...(colored && {
        color: { field: "color", type: "nominal", scale: null },
        tooltip: { field: "value", type: channel.kind === "category" ? "nominal" : "quantitative", title: parts.title },
      }),
    },
  };

  function datum(of: Channel | null, i: number): object {
    if (of === null) return {};
    return { color: hex(colorOf(of, i, naColor)), value: valueOf(of, i) };
  }
}

function valueOf(channel: Channel, i: number): string | number | null {
  if (channel.kind === "category") return channel.labels[channel.codes[i]!] ?? null;
  const value = channel.values[i]!;
  return Number.isFinite(value) ? Number(value.toPrecision(5)) : null;
}

function picture(parts: PointParts, order: Int32Array): object {
  const { plane, frame, channel, diameter, opacity, naColor } = parts;
  const { x, y, width, height } = { ...frame, x: plane.x, y: plane.y };
  const colors = new Uint8Array(3 * x.length);
  for (let i = 0; i < x.length; i++) colors.set(channel ? colorOf(channel, i, naColor) : rgbOf(naColor), 3 * i);
  const across = (value: number, [low, high]: readonly [number, number], pixels: number) =>
    (value - low) / (high - low) * pixels * SHARPNESS;
  const painted = paintPoints(
    {
      x: x.map((value) => across(value, frame.x, width)),
      y: y.map((value) => across(value, plane.down ? frame.y : [frame.y[1], frame.y[0]], height)),
      colors,
      order,
      diameter: diameter * SHARPNESS * (plane.shape === "square" ? SEAM : 1),
      shape: plane.shape,
      opacity,
    },
    width * SHARPNESS,
    height * SHARPNESS,
  );
  const center = { x: (frame.x[0] + frame.x[1]) / 2, y: (frame.y[0] + frame.y[1]) / 2 };
  return {
    data: { values: [{ ...center, url: pngUrl(painted, width * SHARPNESS, height * SHARPNESS) }] },
    mark: { type: "image", width, height, aspect: false, aria: false },
    encoding: { ...positions(parts), url: { field: "url", type: "nominal" } },
  };
}

/** The points with a place: missing ones first, so that they lie beneath, then by number where that is wished. */
function drawnOrder({ plane, channel, sortOrder }: PointParts): Int32Array {
  const placed = Int32Array.from(plane.x.keys()).filter((i) => Number.isFinite(plane.x[i]! + plane.y[i]!));
  if (channel === null) return placed;
  if (channel.kind === "category") {
    const { codes } = channel;
    return Int32Array.from([...placed.filter((i) => codes[i]! < 0), ...placed.filter((i) => codes[i]! >= 0)]);
  }
  const { values } = channel;
  const missing = placed.filter((i) => !Number.isFinite(values[i]!));
  const known = placed.filter((i) => Number.isFinite(values[i]!));
  return Int32Array.from([...missing, ...(sortOrder ? known.sort((a, b) => values[a]! - values[b]! || a - b) : known)]);
}

function colorOf(channel: Channel, i: number, naColor: string): [number, number, number] {
  if (channel.kind === "category") return rgbOf(channel.colors[channel.codes[i]!] ?? naColor);
  const value = channel.values[i]!;
  if (!Number.isFinite(value)) return rgbOf(naColor);
  const [low, high] = channel.range;
  return colorAt(channel.stops, high > low ? (value - low) / (high - low) : 0.5);
}

function hex(rgb: readonly number[]): string {
  return `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
