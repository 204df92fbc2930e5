import assert from "node:assert/strict";
import { Markup, markup } from "../../src/report/markup.ts";
import { formatNumber, table } from "../../src/report/section.ts";

Deno.test("markup`` escapes every text that is inserted, also in lists", () => {
  assert.equal(markup`<p>${"<b>"}${["&", 3]}</p>`.html, "<p>&lt;b&gt;&amp;3</p>");
});

Deno.test("markup`` leaves markup as it is and nothing for null", () => {
  assert.equal(markup`${markup`<i>${"x"}</i>`}${null}${undefined}`.html, "<i>x</i>");
  assert.equal(String(new Markup("<hr>")), "<hr>");
});

Deno.test("formatNumber() keeps whole numbers whole and three digits of the others", () => {
  assert.deepEqual([1296, 0.98765, 123.456, 0.000012, NaN].map(formatNumber), [
    "1,296",
    "0.988",
    "123.5",
    "0.0000120",
    "–",
  ]);
});

Deno.test("table() sets numbers to the right and escapes words", () => {
  const { html } = table(["a"], [["<x>", 0.5]]);
  assert.match(html, /<td class="name">&lt;x&gt;<\/td><td class="number">0.500<\/td>/);
});
