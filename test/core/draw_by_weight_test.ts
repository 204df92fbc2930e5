import assert from "node:assert/strict";
import { drawByWeight } from "../../src/core/draw_by_weight.ts";
import { Rng } from "../../src/core/rng.ts";

Deno.test("drawByWeight() draws every index as often as its weight says, and none without weight", () => {
  const rng = new Rng(3);
  const counts = new Int32Array(5);
  for (let draw = 0; draw < 20_000; draw++) counts[drawByWeight(Float64Array.of(0, 1, 0, 3, 0), 4, rng)]!++;
  assert.deepEqual([counts[0], counts[2], counts[4]], [0, 0, 0]);
  assert(Math.abs(counts[3]! / 20_000 - 0.75) < 0.01, `${counts[3]}`);
});

Deno.test("drawByWeight() falls on the last index with weight when the sum is told too large", () => {
  assert.equal(drawByWeight(Float64Array.of(1, 1, 0), 1e9, new Rng(0)), 1);
});

Deno.test("drawByWeight() finds none when no weight is above zero, and draws the same from the same seed", () => {
  assert.equal(drawByWeight(new Float64Array(3), 0, new Rng(0)), -1);
  assert.equal(drawByWeight(new Float64Array(0), 0, new Rng(0)), -1);
  const draw = () => drawByWeight(Float64Array.from({ length: 99 }, (_, i) => i), 4851, new Rng(8));
  assert.equal(draw(), draw());
});
