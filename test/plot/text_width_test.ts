import assert from "node:assert/strict";
import { fittedText, textWidth } from "../../src/plot/text_width.ts";

Deno.test("textWidth() has the widths of Helvetica: figures alike, wide and narrow letters", () => {
  for (const figure of "0123456789") assert.equal(textWidth(figure, 1000), 556);
  assert.equal(textWidth("i", 1000), 222);
  assert.equal(textWidth("W", 1000), 944);
  assert.equal(textWidth(" ", 1000), 278);
  assert.equal(textWidth("~", 1000), 584);
});

Deno.test("textWidth() adds up, grows with the size, and knows other scripts and bold", () => {
  assert.equal(textWidth("iW", 10), textWidth("i", 10) + textWidth("W", 10));
  assert.equal(textWidth("abc", 20), 2 * textWidth("abc", 10));
  assert.equal(textWidth("組織", 10), 20);
  assert.equal(textWidth("é", 10), 6);
  assert.equal(textWidth("🧬", 10), 10, "one sign, though two units");
  assert(textWidth("abc", 10, true) > textWidth("abc", 10));
  assert.equal(textWidth("", 10), 0);
});

Deno.test("fittedText() leaves short texts and cuts long ones within their room, never inside a sign", () => {
  assert.equal(fittedText("short", 11, 100), "short");
  for (const text of ["a long name of a cell type that goes on", "🧬🧬🧬🧬🧬🧬🧬🧬🧬🧬", "WWWWWWWWWWWWWW"]) {
    for (const limit of [5, 20, 60]) {
      const cut = fittedText(text, 11, limit);
      assert(cut.endsWith("…") && cut.isWellFormed());
      assert(textWidth(cut, 11) <= Math.max(limit, textWidth("…", 11)), `${cut} in ${limit}`);
      assert(text.startsWith(cut.slice(0, -1)));
    }
  }
});
