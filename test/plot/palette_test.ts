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

/** What becomes of linear red, green and blue when one kind of cone is missing (Machado, Oliveira and Fernandes 2009). */
const BLINDNESS = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function linear(color: string): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, weight, k) => sum + weight * vector[k]!, 0));
}

/** CIELAB of linear red, green and blue, white being 1, 1, 1. */
function lab(rgb: readonly number[]): number[] {
  const toXyz = [[0.412456, 0.357576, 0.180438], [0.212673, 0.715152, 0.072175], [0.019334, 0.119192, 0.950304]];
  const white = times(toXyz, [1, 1, 1]);
  const [x, y, z] = times(toXyz, rgb.map((value) => Math.min(1, Math.max(0, value))))
    .map((value, k) => value / white[k]!)
    .map((value) => value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

Deno.test("palette() keeps the first eight apart for the colour-blind too, and from white and black", () => {
  for (const [name, matrix] of Object.entries(BLINDNESS)) {
    const seen = palette(8).map((color) => lab(times(matrix, linear(color))));
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < i; j++) {
        const distance = Math.hypot(...seen[i]!.map((value, k) => value - seen[j]![k]!));
        assert(distance > 15, `${name}: ${i} and ${j} are ${distance} apart`);
      }
    }
  }
  for (const color of palette(16)) {
    const luminance = times([[0.2126, 0.7152, 0.0722]], linear(color))[0]!;
    assert(1.05 / (luminance + 0.05) > 1.9, `${color} on white`);
    assert((luminance + 0.05) / 0.05 > 2.9, `${color} on black`);
  }
});

Deno.test("palette() refuses a count that is none", () => {
  assert.throws(() => palette(-1), (error) => isWeftError(error, "InvalidArgument"));
  assert.throws(() => palette(1.5), /count to be an integer ≥ 0 but found 1.5/);
});
