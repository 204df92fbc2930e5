import assert from "node:assert/strict";
import { linePath } from "../../../../src/bridge/protocol/curves/line_path.ts";

const line = { x: (epoch: number) => 10 * epoch, y: (value: number) => 100 - value };

Deno.test("linePath() goes from epoch to epoch, counted from 1", () => {
  assert.equal(linePath(Float64Array.of(1, 2.25, 3), line), "M10 99L20 97.8L30 97");
  assert.equal(linePath(new Float64Array(0), line), "");
});

Deno.test("linePath() breaks where there is no value", () => {
  assert.equal(linePath(Float64Array.of(NaN, 1, NaN, 2, 3, Infinity), line), "M20 99M40 98L50 97");
});

Deno.test("linePath() keeps peaks when many epochs share a column of pixels", () => {
  const values = new Float64Array(100_000);
  values[45_678] = 90;
  values[45_679] = -50;
  const path = linePath(values, { x: (epoch) => epoch / 200, y: (value) => 100 - value });
  assert(path.length < 30_000, `${path.length} letters`);
  assert.match(path, / 10L/);
  assert.match(path, / 150L/);
});
