import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { SpatialMapState } from "../protocol.ts";
import { MISSING_COLOR, VALUE_COLORS, valueStep } from "../protocol/value_colors.ts";

/** Spots that the picture holds at most; of more, evenly chosen ones. */
const MOST = 20_000;
/** Categories that the legend lists at most. */
const MOST_ROWS = 24;
const WIDTH = 460;
const LEGEND = 180;
const ROW = 19;
const PLAIN = "#4a7bb7";
/** Steps of a colour scale that the legend shows. */
const STEPS = 6;

/** The map as one SVG with its legend, for where nothing runs; every text in it is escaped. */
export function stillMap(state: SpatialMapState): string {
  const { x, y, title, channel } = state;
  const stride = Math.ceil(x.length / MOST);
  const frame = frameOf(x, y, state.spacing);
  const scale = WIDTH / Math.max(frame.width, 1e-6);
  const radius = Math.max(0.6, state.spacing * state.pointSize * scale * Math.sqrt(stride) / 2);
  const paths = new Map<string, string[]>();
  for (let i = 0; i < x.length; i += stride) {
    const fill = colorOf(state, i);
    const path = paths.get(fill) ?? [];
    if (path.length === 0) paths.set(fill, path);
    path.push(circle((x[i]! - frame.left) * scale, (frame.top - y[i]!) * scale, radius));
  }
  const entries = legendOf(channel);
  const top = title === "" ? 0 : 28;
  const height = Math.round(Math.max(frame.height * scale, entries.length * ROW + 30)) + top;
  const width = WIDTH + (entries.length > 0 ? LEGEND : 0);
  const points = [...paths].map(([fill, path]) => `<path fill="${fill}" d="${path.join("")}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-label="${escapeMarkup(title || "map")}" font-family="system-ui, sans-serif" font-size="13" ` +
    `fill="currentColor">${title === "" ? "" : text(title, 4, 18, ' font-weight="600"')}` +
    `<g transform="translate(0 ${top})">${points}</g>` +
    `<g transform="translate(${WIDTH + 14} ${top + 16})">${legendMarkup(channel?.key ?? "", entries)}</g></svg>`;
}

interface Entry {
  readonly color: string;
  readonly label: string;
}

function legendOf(channel: SpatialMapState["channel"]): Entry[] {
  if (channel === null) return [];
  if (channel.kind === "value") {
    const [low, high] = channel.clip;
    return Array.from({ length: STEPS }, (_, i) => {
      const share = 1 - i / (STEPS - 1);
      const color = VALUE_COLORS[Math.round(share * (VALUE_COLORS.length - 1))]!;
      return { color, label: String(Number((low + (high - low) * share).toPrecision(3))) };
    });
  }
  const entries = channel.labels.map((label, i) => ({ color: channel.colors[i] ?? MISSING_COLOR, label }));
  const rest = entries.length - MOST_ROWS;
  return rest > 0 ? [...entries.slice(0, MOST_ROWS), { color: MISSING_COLOR, label: `and ${rest} more` }] : entries;
}

function legendMarkup(key: string, entries: readonly Entry[]): string {
  const rows = entries.map(({ color, label }, i) =>
    `<rect y="${9 + i * ROW}" width="11" height="11" rx="3" fill="${escapeMarkup(color)}"/>` +
    text(label.length > 24 ? `${label.slice(0, 23)}…` : label, 18, 19 + i * ROW)
  );
  return (key === "" ? "" : text(key, 0, 0, ' font-weight="600"')) + rows.join("");
}

function colorOf({ channel, values }: SpatialMapState, i: number): string {
  if (channel === null) return PLAIN;
  if (channel.kind === "value") return VALUE_COLORS[valueStep(values[i] ?? NaN, channel.clip)] ?? MISSING_COLOR;
  return escapeMarkup(channel.colors[values[i]!] ?? MISSING_COLOR);
}

function frameOf(
  x: Float32Array,
  y: Float32Array,
  pad: number,
): { left: number; top: number; width: number; height: number } {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i]!);
    right = Math.max(right, x[i]!);
    bottom = Math.min(bottom, y[i]!);
    top = Math.max(top, y[i]!);
  }
  return { left: left - pad, top: top + pad, width: right - left + 2 * pad, height: top - bottom + 2 * pad };
}

function circle(x: number, y: number, radius: number): string {
  const [r, across] = [round(radius), round(2 * radius)];
  return `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${across} 0a${r} ${r} 0 1 0-${across} 0`;
}

function text(content: string, x: number, y: number, more = ""): string {
  return `<text x="${x}" y="${y}"${more}>${escapeMarkup(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
