import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { palette } from "../../src/plot/palette.ts";

Deno.test("palette() gives different colours for up to 48 categories, as hex", () => {
  const colors = palette(48);
  assert.equal(new Set(colors).size, 48);
  for (const color of colors) assert.match(color, /^#[0-9a-f]{6}$/);
});

Deno.test("palette() begins alike whatever the count, so that categories keep their colours", () => {
  assert.deepEqual(palette(12).slice(0, 5), palette(5));
  assert.deepEqual(palette(0), []);
});

Deno.test("palette() keeps the first sixteen apart for the eye: no two within a small distance", () => {
  const rgb = palette(16).map((color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));
  for (let i = 0; i < 16; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.hypot(...rgb[i]!.map((value, k) => value - rgb[j]![k]!));
      assert(distance > 45, `${i} and ${j} are ${distance} apart`);
    }
  }
});

Deno.test("palette() refuses a count that is none", () => {
  assert.throws(() => palette(-1), (error) => isWeftError(error, "InvalidArgument"));
  assert.throws(() => palette(1.5), /count to be an integer ≥ 0 but found 1.5/);
});
