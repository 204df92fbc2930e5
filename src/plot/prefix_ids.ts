/**
 * An SVG whose ids begin with a prefix, so that several drawings can stand on one page: an id means the first element
 * of that name on the whole page, and a second drawing would be clipped and filled by the first one's parts.
 *
 * @param svg SVG markup whose texts are escaped.
 * @param prefix Begins every id; letters, digits, `-` and `_`.
 * @returns The markup with its ids, and every reference to one of them, prefixed.
 *
 * @example
 * ```ts
 * import { prefixIds } from "weft/plot";
 * import assert from "node:assert/strict";
 *
 * const svg = '<svg><clipPath id="clip0"></clipPath><g clip-path="url(#clip0)"></g></svg>';
 * assert.equal(prefixIds(svg, "a-"), '<svg><clipPath id="a-clip0"></clipPath><g clip-path="url(#a-clip0)"></g></svg>');
 * ```
 */
export function prefixIds(svg: string, prefix: string): string {
  return svg.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag
      .replace(/(\sid=["'])/g, `$1${prefix}`)
      .replace(/(=["']url\()#/g, `$1#${prefix}`)
      .replace(/(\s(?:xlink:)?href=["'])#/g, `$1#${prefix}`));
}
