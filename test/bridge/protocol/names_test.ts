import assert from "node:assert/strict";
import { PackedNames, packNames } from "../../../src/bridge/protocol/names.ts";

const HOSTILE = [
  "",
  "AAAC-1",
  "line\nfeed",
  'quote" and \\ backslash',
  "<img src=x onerror=alert(1)>",
  "\u202egnirts",
  "日本語 🧬",
  "\ud800 lone",
  "\u0000\u0007",
];

Deno.test("PackedNames gives back every name that packNames() took", () => {
  const names = new PackedNames(packNames(HOSTILE), HOSTILE.length);
  assert(names.known);
  assert.deepEqual(HOSTILE.map((_, i) => names.at(i)), HOSTILE);
});

Deno.test("PackedNames knows no name of rows that are not there", () => {
  const names = new PackedNames(packNames(["a", "b"]), 2);
  for (const row of [-1, 2, 1.5e9, NaN]) assert.equal(names.at(row), undefined);
});

Deno.test("PackedNames knows nothing where the bytes are not as many names", () => {
  for (const [bytes, n] of [[new Uint8Array(0), 3], [packNames(["a"]), 2], [packNames(["a", "b", "c"]), 2]] as const) {
    const names = new PackedNames(bytes, n);
    assert.deepEqual([names.known, names.at(0)], [false, undefined]);
  }
});

Deno.test("PackedNames takes one name, also an empty one", () => {
  assert.equal(new PackedNames(packNames([""]), 1).at(0), "");
  assert.equal(new PackedNames(packNames(["x"]), 1).at(0), "x");
});

Deno.test("PackedNames shows bytes that are no name of ours as they are", () => {
  assert.equal(new PackedNames(new TextEncoder().encode("a\\q\nb"), 2).at(0), "a\\q");
});
