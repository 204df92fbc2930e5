import assert from "node:assert/strict";
import { MISSING_COLOR, safeColor, VALUE_COLORS, valueStep } from "../../../src/bridge/protocol/value_colors.ts";

/** Lightness as the eye sees it, 0 to 1. */
function lightness(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => (parseInt(color.slice(at, at + 2), 16) / 255) ** 2.2);
  return Math.cbrt(0.2126 * r! + 0.7152 * g! + 0.0722 * b!);
}

Deno.test("VALUE_COLORS grow lighter from step to step, about evenly", () => {
  assert.equal(VALUE_COLORS.length, 256);
  assert.deepEqual([VALUE_COLORS[0], VALUE_COLORS[255]], ["#440154", "#fde725"]);
  const steps = VALUE_COLORS.map(lightness);
  const rises = steps.slice(8).map((value, i) => value - steps[i]!);
  assert(rises.every((rise) => rise > 0), "never darker");
  assert(Math.max(...rises) < 4 * (steps[255]! - steps[0]!) / (256 / 8));
});

Deno.test("valueStep() puts values into equal parts; those beyond the ends count as the ends", () => {
  assert.deepEqual([-5, 0, 0.49, 0.5, 0.999, 1, 9].map((value) => valueStep(value, [0, 1], 2)), [0, 0, 0, 1, 1, 1, 1]);
  assert.deepEqual([-Infinity, Infinity].map((value) => valueStep(value, [0, 1], 4)), [0, 3]);
});

Deno.test("valueStep() gives missing values a step of their own", () => {
  assert.equal(valueStep(NaN, [0, 1]), 256);
  assert.equal(valueStep(NaN, [0, 1], 16), 16);
});

Deno.test("valueStep() of a scale without width tells below, at and above", () => {
  assert.deepEqual([1, 2, 3].map((value) => valueStep(value, [2, 2], 10)), [0, 5, 9]);
});

Deno.test("safeColor() takes six digits and nothing else that a style would", () => {
  assert.equal(safeColor("#12aBcd"), "#12aBcd");
  for (const other of [undefined, "", "red", "#12345", "url(x)", "#123456;}", "var(--x)", "\n#123456"]) {
    assert.equal(safeColor(other), MISSING_COLOR);
  }
});
