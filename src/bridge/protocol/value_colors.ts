/** Colours of a perceptually even scale, low to high: viridis (CC0, van der Walt and Smith 2015) at every eighth. */
const ANCHORS = [
  ...["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c"],
  ...["#28ae80", "#5ec962", "#addc30", "#fde725"],
] as const;

/** How many colours {@linkcode VALUE_COLORS} has. */
const STEPS = 256;

/** 256 colours from the lowest value to the highest, as "#rrggbb". */
export const VALUE_COLORS: readonly string[] = Array.from({ length: STEPS }, (_, i) => colorAt(i / (STEPS - 1)));

/** The colour of what has no value. */
export const MISSING_COLOR = "#9aa0a6";

/** A colour if it is one: anything else that a style or a picture takes, such as an address, is none. */
export function safeColor(color: string | undefined): string {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color : MISSING_COLOR;
}

/**
 * Which of `steps` equal parts of a scale a value falls into; values beyond its ends count as the ends.
 *
 * @param value A number; NaN has no part and gives `steps`.
 * @param clip The ends of the scale.
 * @param steps How many parts; default one a colour.
 */
export function valueStep(value: number, clip: readonly [number, number], steps: number = STEPS): number {
  if (Number.isNaN(value)) return steps;
  const [low, high] = clip;
  const share = high > low ? (value - low) / (high - low) : value > high ? 1 : value < low ? 0 : 0.5;
  return Math.min(steps - 1, Math.max(0, Math.floor(share * steps)));
}

function colorAt(share: number): string {
  const at = share * (ANCHORS.length - 1);
  const i = Math.min(ANCHORS.length - 2, Math.floor(at));
  const [from, to] = [channels(ANCHORS[i]!), channels(ANCHORS[i + 1]!)];
  return "#" +
    from.map((value, c) => Math.round(value + (to[c]! - value) * (at - i)).toString(16).padStart(2, "0")).join("");
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}
