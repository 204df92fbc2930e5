import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { stillImage } from "../../src/display/still_image.ts";

function inside(html: string): string {
  const [, data] = /^<img alt="[\w ]+" src="data:image\/svg\+xml;base64,([\w+/=]+)">$/.exec(html)!;
  return Buffer.from(data!, "base64").toString();
}

Deno.test("stillImage() holds the whole drawing, with ink for light and dark", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Größe &lt;b&gt;</text></svg>`;
  const held = inside(stillImage(svg));
  assert.equal(held.replace(/<style>.*?<\/style>/, ""), svg);
  assert.match(held, /^<svg [^>]*><style>:root\{color:#1f2328\}@media\(prefers-color-scheme:dark\)/);
});

Deno.test("stillImage() says what an image must say that it is", () => {
  const xmlns = ` xmlns="http://www.w3.org/2000/svg"`;
  assert(inside(stillImage("<svg><g/></svg>")).startsWith(`<svg${xmlns}><style>`));
  assert.equal(inside(stillImage(`<svg${xmlns}></svg>`)).match(/xmlns/g)!.length, 1);
});

Deno.test("stillImage() leaves nothing of a drawing outside the image", () => {
  assert.doesNotMatch(
    stillImage(`<svg><script>alert(1)</script><a href="javascript:1"/></svg>`),
    /script>|javascript|<svg/,
  );
});
