import assert from "node:assert/strict";
import { joinBundle, joinLines, splitBundle, splitLines } from "../../../src/kernel/notebook/mime_text.ts";

Deno.test("splitLines() keeps the end of each line, and joinLines() takes them back", () => {
  assert.deepEqual(splitLines("a\nb\n"), ["a\n", "b\n"]);
  assert.deepEqual(splitLines("a\n\nb"), ["a\n", "\n", "b"]);
  assert.deepEqual(splitLines(""), []);
  for (const text of ["", "\n", "a", "a\r\nb\u2028c\n"]) assert.equal(joinLines(splitLines(text)), text);
  assert.equal(joinLines("one string"), "one string");
});

Deno.test("splitBundle() cuts text, SVG and scripts into lines and nothing else", () => {
  const bundle = {
    "text/plain": "a\nb",
    "image/svg+xml": "<svg>\n</svg>",
    "application/javascript": "1\n2",
    "image/png": "AA\nBB",
    "application/vnd.x+json": { a: "x\ny" },
  };
  assert.deepEqual(splitBundle(bundle), {
    ...bundle,
    "text/plain": ["a\n", "b"],
    "image/svg+xml": ["<svg>\n", "</svg>"],
    "application/javascript": ["1\n", "2"],
  });
  assert.deepEqual(joinBundle(splitBundle(bundle)), bundle);
});

Deno.test("joinBundle() joins lines of any text, and leaves lists of JSON alone", () => {
  const json = { "application/json": ["a", "b"], "application/vnd.x+json": ["c"] };
  assert.deepEqual(joinBundle({ ...json, "image/png": ["AA\n", "BB"] }), { ...json, "image/png": "AA\nBB" });
});
