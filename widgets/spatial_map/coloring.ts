import type { CategoryChannel, ValueChannel } from "../../src/bridge/protocol/spatial_map.ts";
import { MISSING_COLOR, safeColor, VALUE_COLORS, valueStep } from "../../src/bridge/protocol/value_colors.ts";

/** The colours of a map: a code a point, and what the codes stand for. */
export interface Coloring {
  /** Index into `colors`, one a point. */
  readonly codes: Uint16Array;
  /** Colours as "#rrggbb"; the last is that of points without a value. */
  readonly colors: readonly string[];
}

/** Colours of a scale: the same list for all values, so that it is seen not to have changed. */
const SCALE = [...VALUE_COLORS, MISSING_COLOR];

/** The one colour of a map that shows nothing by colour. */
export const PLAIN_COLOR = "#4a7bb7";

/**
 * What a channel says, as codes of colours: a category each, or 256 steps of a scale; one more for missing.
 *
 * @param channel What the colours show.
 * @param values A value a point.
 * @param n How many points.
 */
export function coloringOf(
  channel: CategoryChannel | ValueChannel | null,
  values: ArrayLike<number>,
  n: number,
): Coloring {
  const codes = new Uint16Array(n);
  if (channel === null) return { codes, colors: [PLAIN_COLOR, MISSING_COLOR] };
  if (channel.kind === "value") {
    for (let i = 0; i < n; i++) codes[i] = valueStep(values[i] ?? NaN, channel.clip);
    return { codes, colors: SCALE };
  }
  const missing = channel.labels.length;
  for (let i = 0; i < n; i++) codes[i] = Math.min(values[i] ?? missing, missing);
  return { codes, colors: [...channel.labels.map((_, i) => safeColor(channel.colors[i])), MISSING_COLOR] };
}

/** How many points have each code; with `among`, of those points only. */
export function countCodes(codes: Uint16Array, size: number, among?: ArrayLike<number>): Int32Array {
  const counts = new Int32Array(size);
  if (among) { for (let k = 0; k < among.length; k++) counts[codes[among[k]!]!]!++; }
  else for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
  return counts;
}
