const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text as it may stand in HTML or SVG, in content and in quoted attributes.
 *
 * @param text Anything.
 * @returns The text with `& < > " '` as entities and without control characters that XML forbids.
 *
 * @example
 * ```ts
 * import { escapeMarkup } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * assert.equal(escapeMarkup('<b title="x">'), "&lt;b title=&quot;x&quot;&gt;");
 * ```
 */
export function escapeMarkup(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what is taken out
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "").replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
