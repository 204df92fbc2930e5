import { Buffer } from "node:buffer";

/** Ink of pictures that take it from the page around them: an image has no page around it. */
const INK = "<style>:root{color:#1f2328}@media(prefers-color-scheme:dark){:root{color:#e6edf3}}</style>";

/**
 * An SVG as an image of HTML. Pages that are not trusted, such as a notebook of somebody else, lose drawings and keep
 * images; nothing in an image runs, and its ids are its own.
 *
 * @param svg SVG markup whose texts are escaped.
 */
export function stillImage(svg: string): string {
  const inked = svg.replace(/<svg[^>]*>/, (root) => root + INK);
  const whole = /<svg[^>]*\sxmlns=/.test(inked)
    ? inked
    : inked.replace("<svg", `<svg xmlns="http://www.w3.org/2000/svg"`);
  return `<img alt="picture of the view" src="data:image/svg+xml;base64,${Buffer.from(whole).toString("base64")}">`;
}
