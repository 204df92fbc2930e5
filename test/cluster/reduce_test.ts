import assert from "node:assert/strict";

import { reduce } from "../../src/cluster/reduce.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertThrows, blobs, near } from "./helpers.ts";

Deno.test("reduce() gives centred scores that keep distances when nothing is lost", () => {
  const rng = new Rng(9);
  const x = {
    data: Float64Array.from({ length: 30 * 8 }, (_, at) => at % 8 < 3 ? 5 + rng.normal() : 2),
    nRows: 30,
    nCols: 8,
  };
  const scores = reduce(x, 3);
  assert.equal(scores.nCols, 3);
  const distance = (m: typeof scores, i: number, k: number) =>
    Math.hypot(...Array.from({ length: m.nCols }, (_, j) => m.data[i * m.nCols + j]! - m.data[k * m.nCols + j]!));
  for (let i = 1; i < 30; i++) near(distance(scores, 0, i), distance(x, 0, i), 1e-9);
  for (let j = 0; j < 3; j++) {
    near(Array.from(scores.data).reduce((sum, value, at) => at % 3 === j ? sum + value : sum, 0), 0, 1e-9);
  }
});

Deno.test("reduce() leaves narrow matrices and nComps null alone, and never asks for more than the rows carry", () => {
  const x = blobs(10, 6, 9, 2, 3);
  assert.equal(reduce(x, 9), x);
  assert.equal(reduce(x, null), x);
  assert.equal(reduce(x, 8).nCols, 5);
});

Deno.test("reduce() orders scores by variance and keeps most of it", () => {
  const x = blobs(11, 50, 12, 3, 8);
  const scores = reduce(x, 4);
  const variance = [0, 1, 2, 3].map((j) =>
    Array.from(scores.data).reduce((s, v, at) => at % 4 === j ? s + v * v : s, 0)
  );
  for (let j = 1; j < 4; j++) assert(variance[j]! <= variance[j - 1]!);
  assertThrows(() => reduce(x, 0), "InvalidArgument", /nComps.*≥ 1 but found 0/);
});

Deno.test("reduce() gives the same bytes again, leaves its input alone, and reads float32", () => {
  const x = blobs(12, 20, 6, 2, 4);
  const before = x.data.slice();
  assert.deepEqual(reduce(x, 2), reduce(x, 2));
  assert.deepEqual(x.data, before);
  const single = reduce({ ...x, data: Float32Array.from(x.data) }, 2);
  reduce(x, 2).data.forEach((value, at) => near(single.data[at]!, value, 1e-4));
});
