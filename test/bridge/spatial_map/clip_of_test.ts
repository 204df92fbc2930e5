import assert from "node:assert/strict";
import { clipOf } from "../../../src/bridge/spatial_map/clip_of.ts";
import { WeftError } from "../../../src/core/error.ts";

Deno.test("clipOf() is percentiles of the finite values, beside their ends", () => {
  const values = Float32Array.from({ length: 101 }, (_, i) => (i * 37) % 101);
  assert.deepEqual(clipOf(values), { min: 0, max: 100, clip: [1, 99] });
  assert.deepEqual(clipOf(values, [0, 100]), { min: 0, max: 100, clip: [0, 100] });
  const gaps = Float32Array.from([NaN, 3, Infinity, 1, -Infinity, 2]);
  assert.deepEqual(clipOf(gaps, [0, 100]), { min: 1, max: 3, clip: [1, 3] });
});

Deno.test("clipOf() takes the ends where percentiles fall together, and one value, and none", () => {
  const rare = new Float32Array(1000);
  rare[7] = 5;
  assert.deepEqual(clipOf(rare).clip, [0, 5]);
  assert.deepEqual(clipOf(new Float32Array([4])).clip, [4, 4]);
  assert.deepEqual(clipOf(new Float32Array([NaN])), { min: 0, max: 1, clip: [0, 1] });
});

Deno.test("clipOf() leaves the values as they are, and samples very many", () => {
  const values = Float32Array.from({ length: 500_000 }, (_, i) => 499_999 - i);
  const { clip, max } = clipOf(values);
  assert.equal(values[0], 499_999);
  assert.equal(max, 499_999);
  assert(Math.abs(clip[0] - 5000) < 50 && Math.abs(clip[1] - 495_000) < 50, `${clip}`);
});

Deno.test("clipOf() refuses percentiles that are none", () => {
  const is = (error: unknown) => error instanceof WeftError && error.tag === "InvalidArgument";
  for (const wrong of [[-1, 50], [60, 50], [0, 101], [NaN, 50]] as const) {
    assert.throws(() => clipOf(new Float32Array([1, 2]), wrong), is);
  }
});
