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
}

/** A whole page in one file: no script, no font, no picture from elsewhere; forbidden even to ask for one. */
export function page({ title, lead, facts, body, footer }: PageParts): string {
  const list = facts.map(({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<header><h1>${title}</h1><p class="lead">${lead}</p><dl class="facts">${list}</dl></header>
${body}
<footer>${footer}</footer>
</main>
</body>
</html>
`.html;
}
