import assert from "node:assert/strict";
import { type ArrayKind, arrayOf, bytesOf } from "../../../widgets/shared/arrays.ts";

const KINDS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int32: Int32Array,
  float32: Float32Array,
};

Deno.test("arrayOf() reads every kind at every offset of a larger buffer", () => {
  for (
    const [kind, type] of Object.entries(KINDS) as [
      ArrayKind,
      typeof Uint8Array,
    ][]
  ) {
    const values = new type([1, 2, 250]);
    for (let offset = 0; offset < 9; offset++) {
      const message = new Uint8Array(offset + values.byteLength + 3).fill(99);
      message.set(new Uint8Array(values.buffer), offset);
      const view = new DataView(message.buffer, offset, values.byteLength);
      const read = arrayOf(view, kind);
      assert.deepEqual([...read], [1, 2, 250], `${kind} at ${offset}`);
      assert.equal(read.constructor, type);
    }
  }
});

Deno.test("arrayOf() makes a view where it can and a copy only where the bytes are not aligned", () => {
  const buffer = new ArrayBuffer(16);
  assert.equal(arrayOf(new DataView(buffer, 4, 8), "float32").buffer, buffer);
  assert.notEqual(
    arrayOf(new DataView(buffer, 2, 8), "float32").buffer,
    buffer,
  );
  assert.equal(arrayOf(new DataView(buffer, 3, 8), "uint8").buffer, buffer);
});

Deno.test("arrayOf() takes buffers and typed arrays as well, and is empty for nothing", () => {
  assert.deepEqual([...arrayOf(new Float32Array([1.5]).buffer, "float32")], [
    1.5,
  ]);
  assert.deepEqual(
    [...arrayOf(new Uint16Array([7, 8]).subarray(1), "uint16")],
    [8],
  );
  for (const nothing of [null, undefined, "text", 3, {}]) {
    assert.equal(arrayOf(nothing, "int32").length, 0);
  }
});

Deno.test("arrayOf() leaves bytes that fill no element", () => {
  assert.equal(arrayOf(new DataView(new ArrayBuffer(7)), "float32").length, 1);
});

Deno.test("bytesOf() gives the bytes that a view covers and no others", () => {
  const all = new Uint8Array([1, 2, 3, 4]);
  assert.deepEqual([...bytesOf(new DataView(all.buffer, 1, 2))], [2, 3]);
  assert.deepEqual([...bytesOf(all)], [1, 2, 3, 4]);
  assert.equal(bytesOf(null).length, 0);
});
