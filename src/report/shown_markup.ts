import { Buffer } from "node:buffer";
import { DISPLAY, type DisplayBundle } from "../core/renderers.ts";
import { Frame } from "../data/frame.ts";
import { pageObject } from "../display/page_object.ts";
import { twinMarkup } from "../display/twin.ts";
import { twinPartsOf } from "../display/twin_parts.ts";
import { prefixIds } from "../plot/prefix_ids.ts";
import { specToSvg } from "../plot/spec_to_svg.ts";
import type { VegaSpec } from "../plot/vega_spec.ts";
import { Markup, markup } from "./markup.ts";
import type { SharedParts } from "./shared_parts.ts";

/** What a page shows of an object; `undefined` when it does not know how. */
export async function shownMarkup(item: object | string, shared: SharedParts): Promise<Markup | undefined> {
  if (typeof item === "string") return textMarkup(item);
  const value = await pageObject(item);
  const twin = await twinPartsOf(value);
  if (twin) return new Markup(twinMarkup(twin, shared.place(twin.module)));
  if (isSpec(value)) return await specMarkup(value, shared);
  if (isArqueroTable(value)) return await shownMarkup(Frame.from(value.objects() as never), shared);
  const show = (value as { [DISPLAY]?: () => DisplayBundle | Promise<DisplayBundle> })[DISPLAY];
  const bundle = show ? await show.call(value) : isBundle(value) ? value : undefined;
  return bundle && bundleMarkup(bundle);
}

function textMarkup(text: string): Markup {
  return /^\s*(?:<\?xml[^>]*>\s*)?<svg[\s>]/.test(text) ? imageMarkup("image/svg+xml", text) : markup`<p>${text}</p>`;
}

/** The best of a bundle. HTML that weft has not made is left out: what it loads and runs is not known. */
function bundleMarkup(bundle: DisplayBundle): Markup | undefined {
  const text = (mime: string) => typeof bundle[mime] === "string" ? bundle[mime] as string : undefined;
  const html = text("text/html");
  if (html?.startsWith('<div class="weft-')) return new Markup(html);
  const svg = text("image/svg+xml");
  if (svg !== undefined) return imageMarkup("image/svg+xml", svg);
  const png = text("image/png");
  if (png !== undefined) return imageMarkup("image/png", png.replace(/\s/g, ""));
  const plain = text("text/plain");
  return plain === undefined ? undefined : markup`<pre>${plain}</pre>`;
}

/** A picture as an image: what runs inside an SVG elsewhere does not run there. */
function imageMarkup(mime: "image/svg+xml" | "image/png", content: string): Markup {
  const data = mime === "image/png" ? content : Buffer.from(content).toString("base64");
  return markup`<img class="card" alt="" src="data:${mime};base64,${data}">`;
}

async function specMarkup(spec: VegaSpec, shared: SharedParts): Promise<Markup> {
  const svg = prefixIds(await specToSvg(spec), `weft-picture-${shared.nextPicture()}-`);
  return new Markup(`<div class="picture">${svg}</div>`);
}

function isSpec(value: object): value is VegaSpec {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const { $schema, mark, layer, concat, hconcat, vconcat, facet } = value as VegaSpec;
  if (typeof $schema === "string") return $schema.includes("/schema/vega-lite/");
  return [mark, layer, concat, hconcat, vconcat, facet].some((part) => part !== undefined);
}

interface ArqueroTable {
  objects(): readonly object[];
}

function isArqueroTable(value: object): value is ArqueroTable {
  const { objects, columnNames } = value as { objects?: unknown; columnNames?: unknown };
  return typeof objects === "function" && typeof columnNames === "function";
}

/** Whether an object is a MIME bundle itself. */
function isBundle(value: object): value is DisplayBundle {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^[\w.+-]+\/[\w.+-]+$/.test(key));
}
