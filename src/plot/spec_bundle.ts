import type { DisplayBundle } from "../core/renderers.ts";
import { specToSvg } from "./spec_to_svg.ts";
import { VEGA_LITE_SCHEMA, type VegaSpec } from "./vega_spec.ts";

/** A card that is readable on any page: viewers that draw the picture themselves know nothing of the page's colours. */
const CARD = { background: "white", padding: 10 };

/**
 * What a notebook shows of a vega-lite specification: the specification under the version that JupyterLab draws, the
 * picture as SVG for all others, and its title as text.
 *
 * @param spec A vega-lite specification with its data inside.
 * @returns `application/vnd.vegalite.v5+json`, `image/svg+xml` and `text/plain`.
 * @throws {WeftError} `InvalidArgument` when vega cannot read the specification.
 *
 * @example
 * ```ts
 * import { specBundle } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * const bundle = await specBundle({ data: { values: [{ x: 1 }] }, mark: "point", encoding: { x: { field: "x" } } });
 * assert.deepEqual(Object.keys(bundle), ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
 * ```
 */
export async function specBundle(spec: VegaSpec): Promise<DisplayBundle> {
  const card = { ...spec, ...CARD };
  return {
    "application/vnd.vegalite.v5+json": JSON.parse(JSON.stringify({ ...card, $schema: VEGA_LITE_SCHEMA })),
    "image/svg+xml": await specToSvg(card, { colors: "print" }),
    "text/plain": `[picture${titleOf(spec)}]`,
  };
}

function titleOf({ title, description }: VegaSpec): string {
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  const words = [text, description].filter((word) => typeof word === "string");
  return words.length === 0 ? "" : `: ${words.join(", ")}`;
}
