import assert from "node:assert/strict";

import { floatMatrix } from "../../src/cluster/float_matrix.ts";
import { Dense } from "../../src/data/dense.ts";

Deno.test("floatMatrix() reads every dtype into float64", () => {
  for (const data of [Float32Array.of(1, 2), Int32Array.of(1, 2), Uint8Array.of(1, 2), Float64Array.of(1, 2)]) {
    const { data: got, nRows, nCols } = floatMatrix(new Dense(data, { shape: [2, 1] }));
    assert(got instanceof Float64Array);
    assert.deepEqual([[...got], nRows, nCols], [[1, 2], 2, 1]);
  }
});

Deno.test("floatMatrix() of no rows keeps the columns", () => {
  assert.deepEqual(floatMatrix(new Dense(new Float32Array(0), { shape: [0, 3] })), {
    data: new Float64Array(0),
    nRows: 0,
    nCols: 3,
  });
});
