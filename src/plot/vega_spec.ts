import type { DISPLAY, DisplayBundle } from "../core/renderers.ts";

/** A vega-lite specification: plain JSON, as the vega-lite documentation describes it. */
export interface VegaSpec {
  /** A property of the grammar: `data`, `mark`, `encoding`, `layer`, … */
  readonly [property: string]: unknown;
  /** What a notebook shows: the specification for viewers that draw it, the same as SVG, and its title as text. */
  readonly [DISPLAY]?: (this: VegaSpec) => Promise<DisplayBundle>;
}

/** Version of the grammar that JupyterLab renders. */
export const VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
