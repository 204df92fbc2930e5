import assert from "node:assert/strict";
import { prefixIds } from "../../src/plot/prefix_ids.ts";

Deno.test("prefixIds() renames ids and what refers to them: clips, fills, links", () => {
  const svg = `<svg><defs><linearGradient id="g"/><clipPath id='c'/></defs><rect fill="url(#g)" clip-path='url(#c)'/>` +
    `<use href="#g" xlink:href="#c"/></svg>`;
  assert.equal(
    prefixIds(svg, "p-"),
    `<svg><defs><linearGradient id="p-g"/><clipPath id='p-c'/></defs><rect fill="url(#p-g)" clip-path='url(#p-c)'/>` +
      `<use href="#p-g" xlink:href="#p-c"/></svg>`,
  );
});

Deno.test("prefixIds() leaves texts, data and addresses alone", () => {
  const svg = `<svg data-id="x" aria-label="id=&quot;a&quot;"><text> id="a" url(#a) href="#a"</text>` +
    `<image href="data:image/png;base64,AA#=="/></svg>`;
  assert.equal(prefixIds(svg, "p-"), svg);
});
