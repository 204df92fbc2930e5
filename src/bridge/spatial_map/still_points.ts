import type { SpatialMapState } from "../protocol.ts";
import { hasBit } from "../protocol/bits.ts";
import { emphasisStep, FADED, shareOfStep } from "../protocol/emphasis.ts";
import { MISSING_COLOR, safeColor, VALUE_COLORS, valueStep } from "../protocol/value_colors.ts";

/** Spots that a picture holds at most; of more, evenly chosen ones, drawn larger. */
const MOST = 20_000;
const PLAIN = "#4a7bb7";

/** Where a place of the map's plane lies in the picture, and pixels for a length of 1. */
export interface MapFrame {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Rows of the spots that the view draws: those of its section whose category is not hidden. */
export function shownRows({ x, channel, values, hidden, section, sections }: SpatialMapState): Int32Array {
  const off = new Set(channel?.kind === "category" ? hidden : []);
  return Int32Array.from(x.keys()).filter((i) =>
    (section === null || sections?.codes[i] === section) && !(off.size > 0 && off.has(categoryOf(channel, values[i]!)))
  );
}

/** Spots as shapes: a path for all that look alike, faint ones beneath. */
export function stillPoints(state: SpatialMapState, rows: Int32Array, { left, top, scale }: MapFrame): string {
  const { x, y, emphasis, emphasisValues, selected } = state;
  const stride = Math.ceil(rows.length / MOST);
  const largest = state.spacing * state.pointSize * scale * Math.sqrt(stride) / 2;
  const fading = selected.some((byte) => byte !== 0);
  const paths = new Map<string, { fill: string; opacity: number; path: string[] }>();
  for (let k = 0; k < rows.length; k += stride) {
    const i = rows[k]!;
    const share = emphasis ? shareOfStep(emphasisStep(emphasisValues[i] ?? NaN, emphasis.clip)) : 1;
    const radius = Math.max(0.6, largest * (emphasis?.size ? share : 1));
    const opacity = state.opacity * (emphasis?.opacity ? share : 1) * (fading && !hasBit(selected, i) ? FADED : 1);
    const fill = colorOf(state, i);
    const key = `${fill} ${opacity}`;
    const alike = paths.get(key) ?? { fill, opacity, path: [] };
    if (alike.path.length === 0) paths.set(key, alike);
    alike.path.push(circle((x[i]! - left) * scale, (top - y[i]!) * scale, radius));
  }
  return [...paths.values()].sort((a, b) => a.opacity - b.opacity).map(({ fill, opacity, path }) =>
    `<path fill="${fill}"${opacity < 1 ? ` fill-opacity="${round(opacity)}"` : ""} d="${path.join("")}"/>`
  ).join("");
}

/** Index of a category's label; −1 where there is none. */
export function categoryOf(channel: SpatialMapState["channel"], code: number): number {
  return channel?.kind === "category" && code < channel.labels.length ? code : -1;
}

function colorOf({ channel, values }: SpatialMapState, i: number): string {
  if (channel === null) return PLAIN;
  if (channel.kind === "value") return VALUE_COLORS[valueStep(values[i] ?? NaN, channel.clip)] ?? MISSING_COLOR;
  return safeColor(channel.colors[values[i]!]);
}

function circle(x: number, y: number, radius: number): string {
  const [r, across] = [round(radius), round(2 * radius)];
  return `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${across} 0a${r} ${r} 0 1 0-${across} 0`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
