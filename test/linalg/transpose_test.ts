import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { transpose } from "../../src/linalg/transpose.ts";
import { randomMatrix, transposed } from "./helpers.ts";

Deno.test("transpose() moves every element, for shapes around the block size", () => {
  const rng = new Rng(1);
  for (const [m, n] of [[0, 3], [1, 5], [31, 33], [32, 32], [70, 2]] as const) {
    const x = randomMatrix(rng, m, n);
    const t = transpose(x);
    assert.deepEqual([t.nRows, t.nCols], [n, m]);
    assert.deepEqual(t.data, transposed(x.data, m, n));
  }
});

Deno.test("transpose() keeps the element type and copies", () => {
  const data = Float32Array.of(1, 2);
  const t = transpose({ data, nRows: 1, nCols: 2 });
  assert(t.data instanceof Float32Array);
  assert.notEqual(t.data, data);
});

Deno.test("transpose() twice is the matrix again, for random shapes", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 30; round++) {
    const x = randomMatrix(rng, rng.integer(70), rng.integer(70));
    assert.deepEqual(transpose(transpose(x)), { ...x });
  }
});

Deno.test("transpose() reads a view and leaves it alone", () => {
  const whole = Float64Array.of(9, 1, 2, 3, 4, 5, 6, 9);
  const data = whole.subarray(1, 7);
  assert.deepEqual([...transpose({ data, nRows: 2, nCols: 3 }).data], [1, 4, 2, 5, 3, 6]);
  assert.deepEqual([...whole], [9, 1, 2, 3, 4, 5, 6, 9]);
});

Deno.test("transpose() of a vector keeps its elements in order", () => {
  const data = Float64Array.of(3, 1, 2);
  assert.deepEqual(transpose({ data, nRows: 3, nCols: 1 }), { data, nRows: 1, nCols: 3 });
});
