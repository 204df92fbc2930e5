import { tenth } from "./tenth.ts";

/** The points of a curve in the picture, `NaN` where it has none. */
export interface Line {
  /** Across, rising. */
  readonly x: (epoch: number) => number;
  /** Down. */
  readonly y: (value: number) => number;
}

/**
 * A curve as the path of an SVG, broken where it has no value; where several epochs share a column of pixels, their first,
 * least, largest and last value, so that no peak is lost.
 */
export function linePath(values: Float64Array, { x, y }: Line): string {
  let path = "";
  let pen = "M";
  for (let start = 0; start < values.length;) {
    const column = Math.round(x(start + 1));
    let end = start + 1;
    while (end < values.length && Math.round(x(end + 1)) === column) end++;
    for (const i of extremes(values, start, end)) {
      const down = y(values[i]!);
      if (!Number.isFinite(down)) {
        pen = "M";
        continue;
      }
      path += `${pen}${tenth(x(i + 1))} ${tenth(down)}`;
      pen = "L";
    }
    start = end;
  }
  return path;
}

/** Positions from `start` to `end` that tell the shape of what lies between: at most four, in order. */
function extremes(values: Float64Array, start: number, end: number): number[] {
  if (end - start <= 4) return Array.from({ length: end - start }, (_, i) => start + i);
  let low = start;
  let high = start;
  for (let i = start; i < end; i++) {
    if (values[i]! < values[low]!) low = i;
    if (values[i]! > values[high]!) high = i;
  }
  return [...new Set([start, low, high, end - 1])].sort((a, b) => a - b);
}
