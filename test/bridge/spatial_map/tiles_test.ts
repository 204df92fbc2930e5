import assert from "node:assert/strict";
import { type Frame, framesOf, tiled } from "../../../src/bridge/spatial_map/tiles.ts";

const SQUARE: Frame = { left: 0, bottom: 0, right: 10, top: 10 };
const overlap = (a: Frame, b: Frame) => a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

Deno.test("framesOf() is the box around each group", () => {
  const [x, y] = [new Float64Array([0, 5, -1]), new Float64Array([2, 3, 9])];
  assert.deepEqual(framesOf(x, y, [Int32Array.of(0, 1), Int32Array.of(2)]), [
    { left: 0, bottom: 2, right: 5, top: 3 },
    { left: -1, bottom: 9, right: -1, top: 9 },
  ]);
});

Deno.test("tiled() lays sections that overlap side by side, keeps their size, and begins at the upper left", () => {
  for (const n of [2, 3, 4, 7, 12]) {
    const frames = Array.from({ length: n }, (_, i) => ({ ...SQUARE, right: 10 - i / 4, left: i / 4 }));
    const plan = tiled(frames, true);
    plan.frames.forEach((a, i) => {
      assert(Math.abs(a.right - a.left - (frames[i]!.right - frames[i]!.left)) < 1e-9);
      plan.frames.slice(i + 1).forEach((b) => assert(!overlap(a, b), `${n} sections`));
    });
    const first = plan.frames[0]!;
    assert(plan.frames.every(({ left, top }) => left >= first.left && top <= first.top + 1e-9));
    assert.equal(plan.frame.left, Math.min(...plan.frames.map(({ left }) => left)));
  }
});

Deno.test("tiled() leaves sections where they are when none overlap, or when asked to", () => {
  const apart = [SQUARE, { ...SQUARE, left: 20, right: 30 }];
  assert.deepEqual(tiled(apart, true).shifts, [[0, 0], [0, 0]]);
  assert.deepEqual(tiled([SQUARE, SQUARE], false).frames, [SQUARE, SQUARE]);
  assert.deepEqual(tiled([SQUARE], true).frame, SQUARE);
});

Deno.test("tiled() takes sections of one spot each", () => {
  const point = { left: 1, bottom: 1, right: 1, top: 1 };
  assert(tiled([point, point], true).shifts.flat().every(Number.isFinite));
});
