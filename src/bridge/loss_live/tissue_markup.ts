import { touchingSize } from "../../plot/point_size.ts";
import { tenth } from "../protocol/curves/tenth.ts";
import type { LossLiveState } from "../protocol/loss_live.ts";

/** Colour of spots that have no cluster yet. */
const UNKNOWN = "#8a919a66";
/** Diameter of a dot at least, as a share of the picture. */
const LEAST = 0.008;

/** The spots as dots in a box, one path a cluster: markup of an SVG. */
export function tissueMarkup({ x, y, labels, colors }: LossLiveState, side: number): string {
  if (x.length === 0) return "";
  const diameter = dotSize(x, y);
  const scale = side / (1 + diameter);
  const paths = new Map<number, string>();
  for (let i = 0; i < x.length; i++) {
    const label = labels[i] ?? -1;
    const at = `M${tenth((x[i]! + diameter / 2) * scale)} ${tenth((y[i]! + diameter / 2) * scale)}h0`;
    paths.set(label, (paths.get(label) ?? "") + at);
  }
  const drawn = [...paths].sort(([a], [b]) => a - b).map(([label, path]) =>
    `<path stroke="${label < 0 ? UNKNOWN : colors[label % colors.length]}" d="${path}"/>`
  );
  return `<g fill="none" stroke-linecap="round" stroke-width="${tenth(diameter * scale)}">${drawn.join("")}</g>`;
}

/** Dots that just about touch. */
function dotSize(x: Float32Array, y: Float32Array): number {
  const touching = touchingSize(Float64Array.from(x), Float64Array.from(y));
  return Math.min(0.1, Math.max(LEAST, touching));
}
