import assert from "node:assert/strict";
import { splitBuffers } from "../../../src/bridge/buffers/split_buffers.ts";
import { joinBuffers } from "../../../src/bridge/buffers/join_buffers.ts";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";

Deno.test("splitBuffers() removes binary parts from objects and leaves null in arrays", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const { state, bufferPaths, buffers } = splitBuffers({
    plain: 1,
    values: bytes,
    list: ["a", bytes, { deep: bytes }],
    nested: { inner: { values: bytes, kept: null } },
  });
  assert.deepEqual(state, { plain: 1, list: ["a", null, {}], nested: { inner: { kept: null } } });
  assert.deepEqual(bufferPaths, [["values"], ["list", 1], ["list", 2, "deep"], ["nested", "inner", "values"]]);
  assert.deepEqual(buffers, [bytes, bytes, bytes, bytes]);
});

Deno.test("splitBuffers() takes only what a view covers, without copying", () => {
  const memory = new Float32Array([0, 1.5, 2.5, 9]);
  const { buffers } = splitBuffers({ values: memory.subarray(1, 3) });
  assert.equal(buffers[0]!.buffer, memory.buffer);
  assert.equal(buffers[0]!.byteOffset, 4);
  assert.deepEqual(new Float32Array(buffers[0]!.slice().buffer), new Float32Array([1.5, 2.5]));
});

Deno.test("splitBuffers() copies shared memory, which no message can carry", () => {
  const shared = new Int16Array(new SharedArrayBuffer(8), 2, 2);
  shared.set([7, -7]);
  const { buffers } = splitBuffers({ values: shared, all: shared.buffer });
  assert(buffers.every(({ buffer }) => buffer instanceof ArrayBuffer));
  assert.deepEqual(new Int16Array(buffers[0]!.buffer), new Int16Array([7, -7]));
  assert.equal(buffers[1]!.length, 8);
});

Deno.test("splitBuffers() takes ArrayBuffer and DataView as they are", () => {
  const memory = new Uint8Array([1, 2, 3, 4]).buffer;
  const { buffers } = splitBuffers({ whole: memory, part: new DataView(memory, 1, 2) });
  assert.deepEqual(buffers.map((part) => [...part]), [[1, 2, 3, 4], [2, 3]]);
});

Deno.test("splitBuffers() drops undefined and writes null for numbers that JSON has no word for", () => {
  const { state } = splitBuffers({ gone: undefined, list: [undefined, NaN, 1], top: Infinity });
  assert.deepEqual(state, { list: [null, null, 1], top: null });
});

Deno.test("splitBuffers() keeps a key that is called __proto__ as a key", () => {
  const { state } = splitBuffers({ labels: JSON.parse('{"__proto__": {"x": 1}}') });
  assert.equal(JSON.stringify(state), '{"labels":{"__proto__":{"x":1}}}');
});

for (
  const [what, value] of Object.entries({ "a function": () => 1, "a Map": new Map(), "9": 9n, "a Date": new Date() })
) {
  Deno.test(`splitBuffers() refuses ${what}`, () => {
    assert.throws(
      () => splitBuffers({ deep: { value } }),
      (error) => isWeftError(error, "InvalidArgument") && error.message.includes(`${what} in trait 'deep.value'`),
    );
  });
}

Deno.test("splitBuffers() refuses a circle", () => {
  const circle: Record<string, unknown> = {};
  circle["again"] = circle;
  assert.throws(() => splitBuffers(circle), /more than 32 levels/);
});

Deno.test("splitBuffers() and joinBuffers() are inverses, whatever the nesting", () => {
  const rng = new Rng(5).split("nesting");
  const make = (depth: number): unknown => {
    const kind = rng.integer(depth > 4 ? 3 : 5);
    if (kind === 0) return rng.integer(100);
    if (kind === 1) return `text ${rng.integer(9)}`;
    if (kind === 2) return Uint8Array.from({ length: rng.integer(5) }, () => rng.integer(256));
    const items = Array.from({ length: rng.integer(4) }, () => make(depth + 1));
    return kind === 3 ? items : Object.fromEntries(items.map((item, i) => [`k${i}`, item]));
  };
  for (let round = 0; round < 200; round++) {
    const state = { a: make(0), b: make(0) };
    const { state: split, bufferPaths, buffers } = splitBuffers(state);
    const back = JSON.parse(JSON.stringify(split));
    joinBuffers(back, JSON.parse(JSON.stringify(bufferPaths)), buffers);
    assert.deepEqual(back, state);
  }
});
