import { WeftError } from "../core/error.ts";
import { plainText } from "./plain_text.ts";
import { textWidth } from "./text_width.ts";
import type { VegaSpec } from "./vega_spec.ts";

/** How {@linkcode specToSvg} draws. */
export interface SpecToSvgOptions {
  /**
   * Colours of texts and lines: those of the page around it (`"page"`, for SVG that stands inside a page, in light as
   * in dark), or dark ones that go with paper (`"print"`, for files and images). Default `"page"`.
   */
  readonly colors?: "page" | "print";
}

const PAGE = inkConfig("currentColor", 0.15);
const PRINT = inkConfig("#1c2430", 0.12);

/**
 * Draws a vega-lite specification without a browser; the same specification gives the same bytes on every machine.
 *
 * @param spec A vega-lite specification with its data inside; nothing is loaded from anywhere.
 * @param options Colours of texts and lines.
 * @returns SVG markup.
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
export async function specToSvg(spec: VegaSpec, options: SpecToSvgOptions = {}): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  measureAlike((vega as unknown as { readonly textMetrics: TextMetrics }).textMetrics);
  const config = merged(options.colors === "print" ? PRINT : PAGE, spec.config as Config | undefined);
  try {
    const compiled = vegaLite.compile({ ...spec, config } as never, { logger: silent() as never }).spec;
    const view = new vega.View(vega.parse(compiled), {
      renderer: "none",
      loader: LOADER as never,
      logger: silent() as never,
    });
    const svg = await view.toSVG();
    view.finalize();
    return withoutAddresses(plainText(svg));
  } catch (error) {
    throw new WeftError("InvalidArgument", {
      expected: "a vega-lite specification",
      found: `one that vega refuses (${error instanceof Error ? error.message : String(error)})`,
    }, { cause: error });
  }
}

type Config = Readonly<Record<string, unknown>>;

/** Texts and lines in one colour. */
function inkConfig(ink: string, gridOpacity: number): Config {
  return {
    background: "transparent",
    font: "system-ui, sans-serif",
    axis: { labelColor: ink, titleColor: ink, domainColor: ink, tickColor: ink, gridColor: ink, gridOpacity },
    legend: { labelColor: ink, titleColor: ink },
    title: { color: ink, subtitleColor: ink },
    header: { labelColor: ink, titleColor: ink },
    text: { color: ink },
    rule: { color: ink },
  };
}

/** The specification's own configuration over ours, part by part. */
function merged(ours: Config, own: Config = {}): Config {
  const isPart = (value: unknown): value is object => typeof value === "object" && value !== null;
  const parts = Object.entries(own).map(([name, value]) => [
    name,
    isPart(value) && isPart(ours[name]) ? { ...ours[name], ...value } : value,
  ]);
  return { ...ours, ...Object.fromEntries(parts) };
}

/** What of vega measures text; its types leave it out. */
interface TextMetrics {
  width: (item: { readonly fontSize?: number; readonly fontWeight?: unknown }, text: unknown) => number;
}

/** Vega measures by the canvas that it finds, else by a guess; here the same everywhere. */
function measureAlike(metrics: TextMetrics): void {
  metrics.width = ({ fontSize = 11, fontWeight }, text) =>
    textWidth(String(text ?? ""), fontSize, fontWeight === "bold" || Number(fontWeight) >= 600);
}

/** Takes out addresses of anything that is not in the drawing itself: vega writes them also where loading was refused. */
function withoutAddresses(svg: string): string {
  return svg.replace(
    /<[a-z][^<>]*>/gi,
    (tag) => tag.replace(/\s(?:xlink:)?href="(?!#|data:image\/png;base64,)[^"]*"/gi, ""),
  );
}

/** Pictures that stand in the specification itself are let through; nothing is loaded, and other addresses are empty. */
const LOADER = {
  load: refuse,
  http: refuse,
  file: refuse,
  sanitize: (uri: string): Promise<{ href: string }> =>
    Promise.resolve({ href: uri.startsWith("data:image/png;base64,") ? uri : "" }),
};

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
