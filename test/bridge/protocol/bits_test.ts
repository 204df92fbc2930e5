import assert from "node:assert/strict";
import {
  allBits,
  bitBytes,
  bitsOf,
  combineBits,
  countBits,
  hasBit,
  indicesOf,
  sameBits,
  trimBits,
} from "../../../src/bridge/protocol/bits.ts";
import { Rng } from "../../../src/core/rng.ts";

Deno.test("bitsOf() and indicesOf() undo each other for any set of any length", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 60; round++) {
    const n = rng.integer(70);
    const wanted = Array.from({ length: n }, (_, i) => i).filter(() => rng.uniform() < 0.4);
    const bits = bitsOf(n, wanted);
    assert.deepEqual([...indicesOf(bits)], wanted);
    assert.equal(bits.length, bitBytes(n));
    assert.equal(countBits(bits), wanted.length);
    for (let i = 0; i < n; i++) assert.equal(hasBit(bits, i), wanted.includes(i));
  }
});

Deno.test("bitsOf() puts bit i into the i % 8th place of byte i / 8, and leaves out what is out of range", () => {
  assert.deepEqual([...bitsOf(10, [0, 9, 10, -1])], [1, 2]);
});

Deno.test("allBits() and trimBits() have no bits beyond the end", () => {
  for (const n of [0, 1, 7, 8, 9, 64]) assert.equal(countBits(allBits(n)), n);
  assert.deepEqual([...trimBits(new Uint8Array([255, 255, 255]), 9)], [255, 1]);
  assert.deepEqual([...trimBits(new Uint8Array(0), 9)], [0, 0]);
});

Deno.test("combineBits() is what sets say", () => {
  const [a, b] = [bitsOf(12, [1, 2, 9]), bitsOf(12, [2, 9, 11])];
  assert.deepEqual([...indicesOf(combineBits(a, b, "and"))], [2, 9]);
  assert.deepEqual([...indicesOf(combineBits(a, b, "or"))], [1, 2, 9, 11]);
  assert.deepEqual([...indicesOf(combineBits(a, b, "without"))], [1]);
  assert.deepEqual([...indicesOf(a)], [1, 2, 9], "what went in stays");
});

Deno.test("sameBits() compares lengths and bytes", () => {
  assert(sameBits(bitsOf(9, [3]), bitsOf(9, [3])));
  assert(!sameBits(bitsOf(9, [3]), bitsOf(9, [4])));
  assert(!sameBits(bitsOf(8, []), bitsOf(9, [])));
});
