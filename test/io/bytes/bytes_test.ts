import assert from "node:assert/strict";

import { gatherBytes } from "../../../src/io/bytes/gather_bytes.ts";
import { numbersOfBytes } from "../../../src/io/bytes/numbers_of_bytes.ts";
import { swapBytes } from "../../../src/io/bytes/swap_bytes.ts";

const bytes = Uint8Array.from({ length: 12 }, (_, i) => i);

Deno.test("gatherBytes() packs a field of every record", () => {
  assert.deepEqual([...gatherBytes(bytes, { start: 1, stride: 4, size: 2, count: 3 })], [1, 2, 5, 6, 9, 10]);
  assert.deepEqual([...gatherBytes(bytes, { start: 0, stride: 4, size: 0, count: 3 })], []);
});

Deno.test("swapBytes() turns every unit around in place", () => {
  const units = bytes.slice(0, 8);
  swapBytes(units, 4);
  assert.deepEqual([...units], [3, 2, 1, 0, 7, 6, 5, 4]);
});

Deno.test("numbersOfBytes() reads numbers, complex ones as two, and copies what is part of more", () => {
  const values = new Float32Array([1.5, -2, 0, NaN]);
  const own = new Uint8Array(values.buffer);
  assert.deepEqual(numbersOfBytes(own, "float32"), values);
  assert.deepEqual(numbersOfBytes(own, "complex64"), values);
  assert.equal(numbersOfBytes(own, "float32").buffer, values.buffer);
  const part = numbersOfBytes(own.subarray(4, 8), "float32");
  assert.deepEqual(part, new Float32Array([-2]));
  assert.notEqual(part.buffer, values.buffer);
  assert.deepEqual(numbersOfBytes(new Uint8Array([1, 0]), "bool"), new Uint8Array([1, 0]));
  assert.deepEqual(numbersOfBytes(new Uint8Array(8).fill(255), "int64"), new BigInt64Array([-1n]));
});
