import assert from "node:assert/strict";
import { joinBuffers } from "../../../src/bridge/buffers/join_buffers.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";

const bytes = new Uint8Array([1]);

Deno.test("joinBuffers() puts parts into objects and into arrays", () => {
  const state = { list: [null, { x: 1 }], nested: {} };
  joinBuffers(state, [["list", 0], ["list", 1, "part"], ["nested", "part"], ["top"]], [bytes, bytes, bytes, bytes]);
  assert.deepEqual(state, { list: [bytes, { x: 1, part: bytes }], nested: { part: bytes }, top: bytes });
});

Deno.test("joinBuffers() needs no paths where there are no parts", () => {
  const state = { x: 1 };
  joinBuffers(state, undefined, []);
  assert.deepEqual(state, { x: 1 });
});

const wrong: Record<string, [paths: unknown, parts?: number]> = {
  "no paths": [undefined],
  "paths that are no list": [{ 0: ["a"] }],
  "more paths than parts": [[["a"], ["b"]]],
  "fewer paths than parts": [[["a"]], 2],
  "a path that is no list": [["a"]],
  "an empty path": [[[]]],
  "a path to a prototype": [[["__proto__"]]],
  "a path through a prototype": [[["__proto__", "polluted"]]],
  "a path through a constructor": [[["nested", "constructor", "prototype", "polluted"]]],
  "a path to a constructor": [[["nested", "constructor"]]],
  "a path through what is inherited": [[["nested", "toString", "polluted"]]],
  "a path through a text": [[["text", "0"]]],
  "a path through nothing": [[["missing", "x"]]],
  "a path to what is there": [[["text"]]],
  "an index beyond the end": [[["list", 7]]],
  "a negative index": [[["list", -1]]],
  "a fractional index": [[["list", 0.5]]],
  "a key of a list": [[["list", "length"]]],
  "an index that is taken": [[["list", 1]]],
  "an index of an object": [[["nested", 3]]],
  "a key that is an object": [[["nested", {}]]],
  "a path too deep": [[Array(40).fill("nested")]],
};

for (const [what, [paths, parts = 1]] of Object.entries(wrong)) {
  Deno.test(`joinBuffers() refuses ${what}`, () => {
    const state = { text: "abc", list: [null, 1], nested: {} };
    assert.throws(() => joinBuffers(state, paths, Array(parts).fill(bytes)), (error) => isWeftError(error, "Corrupt"));
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
}
