import { WeftError } from "../core/error.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** Texts and lines take the colour of the page around them, so that a picture is readable in light and in dark. */
const INHERIT = "currentColor";
const PAGE_COLORS = {
  background: "transparent",
  font: "system-ui, sans-serif",
  axis: {
    labelColor: INHERIT,
    titleColor: INHERIT,
    domainColor: INHERIT,
    tickColor: INHERIT,
    gridColor: INHERIT,
    gridOpacity: 0.15,
  },
  legend: { labelColor: INHERIT, titleColor: INHERIT },
  title: { color: INHERIT },
  header: { labelColor: INHERIT, titleColor: INHERIT },
};

/**
 * Draws a vega-lite specification without a browser.
 *
 * @param spec A vega-lite specification with its data inside; nothing is loaded from anywhere.
 * @returns SVG markup whose texts and axes take the colour of the page (`currentColor`).
 * @throws {WeftError} `InvalidArgument` when vega cannot read the specification.
 *
 * @example
 * ```ts
 * import { specToSvg } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * const svg = await specToSvg({
 *   data: { values: [{ x: 1, y: 2 }, { x: 2, y: 3 }] },
 *   mark: "line",
 *   encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
 * });
 * assert.match(svg, /^<svg/);
 * ```
 */
export async function specToSvg(spec: VegaSpec): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const config = { ...PAGE_COLORS, ...(spec.config as object | undefined) };
  const loader = {
    load: refuse,
    sanitize: refuse,
    http: refuse,
    file: refuse,
  };
  try {
    const compiled = vegaLite.compile({ ...spec, config } as never, { logger: silent() as never }).spec;
    const view = new vega.View(vega.parse(compiled), {
      renderer: "none",
      loader: loader as never,
      logger: silent() as never,
    });
    const svg = await view.toSVG();
    view.finalize();
    return svg;
  } catch (error) {
    throw new WeftError("InvalidArgument", {
      expected: "a vega-lite specification",
      found: `one that vega refuses (${error instanceof Error ? error.message : String(error)})`,
    }, { cause: error });
  }
}

function refuse(): Promise<never> {
  return Promise.reject(
    new WeftError("Unsupported", { expected: "a specification with its data inside", found: "one that loads a file" }),
  );
}

/** A vega logger that says nothing: what matters is thrown. */
function silent(): object {
  const logger: Record<string, unknown> = {};
  for (const name of ["error", "warn", "info", "debug", "level"]) logger[name] = () => logger;
  return logger;
}
