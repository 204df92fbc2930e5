import assert from "node:assert/strict";
import { escapeMarkup } from "../../src/plot/escape_markup.ts";

Deno.test("escapeMarkup() leaves nothing that opens a tag, an entity or an attribute", () => {
  const hostile = `</style><script>alert("x")</script>&amp;'`;
  const safe = escapeMarkup(hostile);
  assert.doesNotMatch(safe, /[<>"']/);
  assert.equal(safe, "&lt;/style&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#39;");
});

Deno.test("escapeMarkup() takes out control characters that XML forbids, and keeps tabs and line ends", () => {
  assert.equal(escapeMarkup("a\x00\x08b\tc\nd\x1f"), "ab\tc\nd");
});

Deno.test("escapeMarkup() leaves other scripts as they are", () => {
  assert.equal(escapeMarkup("αβ 🧬 組織"), "αβ 🧬 組織");
});

Deno.test("escapeMarkup() spells signs that turn the direction of text", () => {
  assert.equal(escapeMarkup("<\u202egnp.exe"), "&lt;\\u202egnp.exe");
});
