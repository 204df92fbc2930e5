import assert from "node:assert/strict";
import { plainText } from "../../src/plot/plain_text.ts";

Deno.test("plainText() takes out what XML forbids, keeps tabs and line ends, and mends halves of a sign", () => {
  assert.equal(plainText("a\x00\x08b\tc\nd\re\x1b[31m\ufffe\uffff"), "ab\tc\nd\re[31m");
  assert.equal(plainText("\ud800 \udc00 \u{1f9ec}"), "\ufffd \ufffd \u{1f9ec}");
});

Deno.test("plainText() spells the signs that turn the direction of text, and keeps marks and scripts", () => {
  assert.equal(plainText("a\u202egnp.exe\u2069"), "a\\u202egnp.exe\\u2069");
  const kept = "العربية \u200f\u200e\u061c αβ 組織 <b>";
  assert.equal(plainText(kept), kept);
});
