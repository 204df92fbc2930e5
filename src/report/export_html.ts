import { show } from "../core/check.ts";
import { WeftError } from "../core/error.ts";
import { saveBytes } from "../io/save_bytes.ts";
import { TWIN_SCRIPT } from "../display/twin.ts";
import { type Markup, markup } from "./markup.ts";
import { SharedParts } from "./shared_parts.ts";
import { page } from "./page.ts";
import { shownMarkup } from "./shown_markup.ts";

/** What a page can show: widgets, runs, AnnData, MuData, tables, reports, graphs, vega-lite specifications, SVG, text. */
export type Showable = object | string;

/** What stands on a page: an object, or a list of objects side by side. */
export type PageItem = Showable | readonly Showable[];

/** Options of {@linkcode exportHtml}. */
export interface ExportHtmlOptions {
  /** Heading of the page and of its window; default `"weft"`. */
  readonly title?: string | undefined;
  /** A sentence beneath the heading; default none. */
  readonly lead?: string | undefined;
}

/**
 * Writes one page that shows objects as a notebook does, alive without kernel and network: maps can be panned, hovered
 * and lassoed, and linked ones follow each other. Where no script runs, and on paper, still pictures stand in.
 *
 * The file appears whole or not at all. The page may ask for nothing and runs its own scripts alone; every name in it
 * is shown as text.
 *
 * @param items What to show, in order; with names, each stands under its name; a list stands side by side. A text is a paragraph, an `"<svg…"` a
 * picture.
 * @param file Path of the page.
 * @param options Title and lead.
 * @throws {WeftError} `InvalidArgument` when something cannot show itself, `NotFound` when its folder is not there.
 *
 * @example
 * ```ts
 * import { exportHtml } from "weft/report";
 * import { AnnData, Dense, Frame } from "weft/data";
 * import { embedding } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * const adata = new AnnData({
 *   obs: new Frame(["a", "b"], { domain: ["x", "y"] }),
 *   obsm: { X_umap: Dense.fromRows([[0, 1], [2, 3]]) },
 * });
 * const file = `${await Deno.makeTempDir()}/tissue.html`;
 * await exportHtml({ "The data": adata, "The embedding": embedding(adata, { color: "domain" }) }, file);
 * assert.match(await Deno.readTextFile(file), /<h2>The embedding<\/h2>/);
 * ```
 */
export async function exportHtml(
  items: readonly PageItem[] | Readonly<Record<string, PageItem>>,
  file: string,
  options: ExportHtmlOptions = {},
): Promise<void> {
  const html = await htmlPage(items, options);
  await saveBytes(file, new TextEncoder().encode(html));
}

/** The page itself. */
export async function htmlPage(
  items: readonly PageItem[] | Readonly<Record<string, PageItem>>,
  { title = "weft", lead = "" }: ExportHtmlOptions = {},
): Promise<string> {
  const named = Array.isArray(items)
    ? (items as readonly PageItem[]).map((item) => ["", item] as const)
    : Object.entries(items as Readonly<Record<string, PageItem>>);
  if (named.length === 0) {
    throw new WeftError("InvalidArgument", { expected: "something to show", found: "nothing" });
  }
  const shared = new SharedParts();
  const body: Markup[] = [];
  for (const [name, item] of named) {
    const content = Array.isArray(item)
      ? markup`<div class="row">${await inOrder(item, (each) => shownOf(each, name, shared))}</div>`
      : await shownOf(item, name, shared);
    const heading = name === "" ? "" : markup`<h2>${name}</h2>`;
    body.push(markup`<section class="shown">${heading}${content}</section>`);
  }
  return page({
    title,
    lead,
    facts: [],
    body: [...shared.markup(), ...body],
    footer: "Made by weft. This page needs no network: it may be mailed, archived or printed as it is.",
    ...(shared.size > 0 && { scripts: [TWIN_SCRIPT] }),
  });
}

async function shownOf(item: Showable, name: string, shared: SharedParts): Promise<Markup> {
  const content = await shownMarkup(item, shared);
  if (content !== undefined) return content;
  throw new WeftError("InvalidArgument", {
    expected: "objects that show themselves",
    found: show(item),
    ...(name !== "" && { where: show(name) }),
  });
}

/** One after the other: what objects make of themselves may take memory. */
async function inOrder<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}
