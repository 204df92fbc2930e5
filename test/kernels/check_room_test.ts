import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/mod.ts";
import { addressAt, type Block } from "../../src/kernels/block.ts";
import { checkRoom } from "../../src/kernels/check_room.ts";

const block: Block = { address: 4096, length: 10, f32: new Float32Array(10), i32: new Int32Array(10) };

Deno.test("checkRoom() takes what fits, to the last element, and nothing at all", () => {
  for (const [length, offset] of [[10, 0], [0, 10], [0, 0], [3, 7]]) checkRoom("x", block, length!, offset);
  checkRoom("x", block, 10);
});

Deno.test("checkRoom() refuses what reaches past the end, and numbers that are no counts", () => {
  const wrong: [length: number, offset: number][] = [[11, 0], [1, 10], [4, 7], [-1, 0], [1, -1], [1.5, 0], [1, 0.5]];
  for (const [length, offset] of [...wrong, [NaN, 0], [1, NaN], [Infinity, 0], [-Infinity, 20]] as typeof wrong) {
    assert.throws(() => checkRoom("packed weights", block, length, offset), (error: unknown) => {
      assert(isWeftError(error, "Misaligned"));
      assert.match(error.message, /room for .* elements from .* in the packed weights but found 10/);
      return true;
    });
  }
});

Deno.test("addressAt() counts in elements of four bytes", () => {
  assert.equal(addressAt(block, 0), 4096);
  assert.equal(addressAt(block, 3), 4108);
});
