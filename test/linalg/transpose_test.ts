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
