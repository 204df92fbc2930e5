import { createHash } from "node:crypto";
import { type Insert, Markup, markup } from "./markup.ts";
import { STYLE } from "./style.ts";

/** One figure of the head of a page. */
export interface Fact {
  /** What it is. */
  readonly label: string;
  /** Its value, as it is to be read. */
  readonly value: string;
}

/** What a page consists of. */
export interface PageParts {
  /** Title of the page and of its window. */
  readonly title: string;
  /** One sentence that says the result. */
  readonly lead: string;
  /** A few figures. */
  readonly facts: readonly Fact[];
  /** Sections, in order. */
  readonly body: readonly Insert[];
  /** What stands at the very end. */
  readonly footer: string;
  /** Scripts of the page, none by default: these very texts run, and the modules that they make, but no other. */
  readonly scripts?: readonly string[];
}

/** A whole page in one file: no script, no font, no picture from elsewhere; forbidden even to ask for one. */
export function page({ title, lead, facts, body, footer, scripts = [] }: PageParts): string {
  const list = facts.map(({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`);
  const figures = list.length === 0 ? "" : markup`<dl class="facts">${list}</dl>`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy(scripts))}">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<header><h1>${title}</h1>${lead === "" ? "" : markup`<p class="lead">${lead}</p>`}${figures}</header>
${body}
<footer>${footer}</footer>
</main>
</body>
</html>
`.html;
}

/**
 * What the page may do: nothing but draw. Scripts are known by their hash; a widget's module is made by one of them, and
 * WebGL's shaders are put together by functions made at run time.
 */
function policy(scripts: readonly string[]): string {
  const base = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; img-src data:";
  if (scripts.length === 0) return base;
  const hashes = [...new Set(scripts)].map((script) =>
    `'sha256-${createHash("sha256").update(script).digest("base64")}'`
  );
  return `${base} blob:; script-src ${hashes.join(" ")} blob: 'unsafe-eval'; worker-src blob:`;
}
