import { STYLE } from "./style.ts";

/** A summary as a fragment of HTML with its style: a title with facts, escaped already, and what follows. */
export function summaryPage(title: string, facts: readonly string[], body: string): string {
  const head = facts.map((fact) => `<span>${fact}</span>`).join("");
  return `<div class="weft-summary"><style>${STYLE}</style><header><b>${title}</b>${head}</header>${body}</div>`;
}
