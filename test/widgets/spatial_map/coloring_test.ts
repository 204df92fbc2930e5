import assert from "node:assert/strict";
import type { CategoryChannel, ValueChannel } from "../../../src/bridge/protocol.ts";
import { MISSING_COLOR, VALUE_COLORS } from "../../../src/bridge/protocol/value_colors.ts";
import { coloringOf, countCodes } from "../../../widgets/spatial_map/coloring.ts";

const CATEGORY: CategoryChannel = {
  kind: "category",
  key: "k",
  dtype: "uint8",
  labels: ["a", "b"],
  colors: ["#111111", "#222222"],
};
const VALUE: ValueChannel = { kind: "value", key: "g", dtype: "float32", min: 0, max: 10, clip: [0, 5] };

Deno.test("coloringOf() gives a category its code, and the one after the last to what has none", () => {
  const { codes, colors } = coloringOf(CATEGORY, new Uint8Array([1, 0, 255, 7]), 4);
  assert.deepEqual([...codes], [1, 0, 2, 2]);
  assert.deepEqual(colors, ["#111111", "#222222", MISSING_COLOR]);
});

Deno.test("coloringOf() gives a value its step of the scale, and missing ones grey", () => {
  const { codes, colors } = coloringOf(VALUE, new Float32Array([0, 2.5, 5, 10, NaN]), 5);
  assert.deepEqual([...codes], [0, 128, 255, 255, 256]);
  assert.equal(colors[256], MISSING_COLOR);
  assert.equal(colors[0], VALUE_COLORS[0]);
});

Deno.test("coloringOf() colours all alike without a channel, and takes too few values and colours", () => {
  assert.deepEqual([...coloringOf(null, [], 3).codes], [0, 0, 0]);
  assert.deepEqual([...coloringOf(CATEGORY, new Uint8Array([1]), 3).codes], [1, 2, 2]);
  assert.equal(coloringOf({ ...CATEGORY, colors: [] }, new Uint8Array(1), 1).colors[0], MISSING_COLOR);
  assert.equal(coloringOf(VALUE, new Float32Array(0), 1).codes[0], 256);
});

Deno.test("countCodes() counts all, or some", () => {
  const codes = new Uint16Array([0, 1, 1, 2]);
  assert.deepEqual([...countCodes(codes, 3)], [1, 2, 1]);
  assert.deepEqual([...countCodes(codes, 3, [1, 3])], [0, 1, 1]);
});
