import { escapeMarkup } from "../../plot/escape_markup.ts";
import type { SpatialMapState } from "../protocol.ts";
import { MISSING_COLOR, safeColor, VALUE_COLORS } from "../protocol/value_colors.ts";
import { categoryOf } from "./still_points.ts";

/** Categories that the legend lists at most. */
const MOST_ROWS = 24;
/** Steps of a colour scale that the legend shows. */
const STEPS = 6;
const ROW = 19;

/** A part of a picture, and the room it takes. */
interface StillLegend {
  readonly markup: string;
  readonly height: number;
}

interface Entry {
  readonly color: string;
  readonly label: string;
}

/** What the colours of a still map mean: categories that are drawn, or steps of the scale; of one colour nothing. */
export function stillLegend(state: SpatialMapState): StillLegend {
  const { channel } = state;
  if (channel === null) return { markup: "", height: 0 };
  const entries = channel.kind === "value" ? steps(channel.clip) : listed(state);
  const rows = entries.map(({ color, label }, i) =>
    `<rect y="${9 + i * ROW}" width="11" height="11" rx="3" fill="${color}"/>` +
    text(label.length > 24 ? `${label.slice(0, 23)}…` : label, 18, 19 + i * ROW)
  );
  return {
    markup: text(channel.key, 0, 0, ' font-weight="600"') + rows.join(""),
    height: entries.length * ROW + 30,
  };
}

/** Text at a place of a picture. */
export function text(content: string, x: number, y: number, more = ""): string {
  return `<text x="${x}" y="${y}"${more}>${escapeMarkup(content)}</text>`;
}

function steps([low, high]: readonly [number, number]): Entry[] {
  return Array.from({ length: STEPS }, (_, i) => {
    const share = 1 - i / (STEPS - 1);
    const color = VALUE_COLORS[Math.round(share * (VALUE_COLORS.length - 1))]!;
    return { color, label: String(Number((low + (high - low) * share).toPrecision(3))) };
  });
}

/** Categories that some spot has and the view does not hide. */
function listed({ channel, values, hidden }: SpatialMapState): Entry[] {
  if (channel?.kind !== "category") return [];
  const used = new Set<number>();
  for (const code of values) used.add(categoryOf(channel, code));
  const shown = (code: number): boolean => used.has(code) && !hidden.includes(code);
  const entries = channel.labels
    .map((label, code) => ({ code, label, color: safeColor(channel.colors[code]) }))
    .filter(({ code }) => shown(code));
  const rest = entries.length - MOST_ROWS;
  const most = rest > 0
    ? [...entries.slice(0, MOST_ROWS), { color: MISSING_COLOR, label: `and ${rest} more` }]
    : entries;
  return shown(-1) ? [...most, { color: MISSING_COLOR, label: "missing" }] : most;
}
