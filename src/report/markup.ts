import { escapeMarkup } from "../plot/escape_markup.ts";

/** A piece of HTML that is safe to stand in a page: made by {@linkcode markup} or by a drawing function. */
export class Markup {
  /** @param html Markup in which every text is escaped already. */
  constructor(readonly html: string) {}

  /** The markup itself. */
  toString(): string {
    return this.html;
  }
}

/** What may stand in a {@linkcode markup} template. */
export type Insert = string | number | Markup | readonly Insert[] | null | undefined;

/** A template tag: everything inserted is escaped, except what is {@linkcode Markup} already; lists are joined. */
export function markup(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(parts.reduce((html, part, i) => html + part + (i < inserts.length ? render(inserts[i]) : ""), ""));
}

function render(insert: Insert): string {
  if (insert === null || insert === undefined) return "";
  if (insert instanceof Markup) return insert.html;
  return Array.isArray(insert) ? insert.map(render).join("") : escapeMarkup(String(insert));
}
