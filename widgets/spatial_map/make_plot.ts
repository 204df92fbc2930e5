import { GlPlot } from "./gl_plot.ts";
import type { Plot, ViewListener } from "./plot.ts";
import { StillPlot } from "./still_plot.ts";

/** The plot that this browser can draw. */
export function makePlot(canvas: HTMLCanvasElement, x: Float32Array, y: Float32Array, viewed: ViewListener): Plot {
  try {
    return new GlPlot(canvas, x, y, viewed);
  } catch {
    return new StillPlot(canvas, x, y, viewed);
  }
}
