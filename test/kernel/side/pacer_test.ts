import assert from "node:assert/strict";
import { Pacer } from "../../../src/kernel/side/pacer.ts";
import { textPieces } from "../../../src/kernel/side/text_pieces.ts";

function clock() {
  const state = { time: 0, waited: [] as number[] };
  const pacer = new Pacer({
    rate: 10,
    burst: 100,
    now: () => state.time,
    wait: (ms) => {
      state.waited.push(ms);
      state.time += ms;
    },
  });
  return { state, pacer };
}

Deno.test("Pacer lets a burst go at once and holds what is more, at its rate", () => {
  const { state, pacer } = clock();
  for (let i = 0; i < 10; i++) pacer.take(10);
  assert.deepEqual(state.waited, []);
  pacer.take(50);
  assert.deepEqual(state.waited, [5]);
  for (let i = 0; i < 100; i++) pacer.take(100);
  assert.equal(state.time, 1005);
});

Deno.test("Pacer gives back no more than the burst, however long the rest was", () => {
  const { state, pacer } = clock();
  pacer.take(100);
  state.time += 1e6;
  pacer.take(100);
  assert.deepEqual(state.waited, []);
  pacer.take(10);
  assert.deepEqual(state.waited, [1]);
});

Deno.test("textPieces() are the text, each at most so long, and cut no character in half", () => {
  assert.deepEqual([...textPieces("", 3)], []);
  assert.deepEqual([...textPieces("abcdefg", 3)], ["abc", "def", "g"]);
  assert.deepEqual([...textPieces("abc", 3)], ["abc"]);
  assert.deepEqual([...textPieces("ab🧬cd", 3)], ["ab", "🧬c", "d"]);
  const text = "🧬x".repeat(500);
  const pieces = [...textPieces(text, 7)];
  assert.equal(pieces.join(""), text);
  assert(pieces.every((piece) => piece.length <= 7 && piece.isWellFormed()));
});
