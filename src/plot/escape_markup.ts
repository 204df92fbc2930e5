import { plainText } from "./plain_text.ts";

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
 * @returns The text with `& < > " '` as entities, without control characters that XML forbids, and with signs that turn
 * the direction of text spelt, as `\u202e`.
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
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
