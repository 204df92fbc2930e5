import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { denseOperator } from "../../src/linalg/dense_operator.ts";
import { assertClose, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

Deno.test("denseOperator() multiplies with the matrix and its transpose, for any shape and width", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 25; round++) {
    const m = rng.integer(9), n = rng.integer(9), width = rng.integer(5);
    const a = randomMatrix(rng, m, n), operator = denseOperator(a);
    const x = randomMatrix(rng, n, width).data, y = randomMatrix(rng, m, width).data;
    assertClose(operator.apply(x, width), product(a.data, x, m, width, n), 1e-12, `${m} × ${n}`);
    const back = product(transposed(a.data, m, n), y, n, width, m);
    assertClose(operator.applyTransposed(y, width), back, 1e-12);
  }
});

Deno.test("denseOperator() of float32 gives float64", () => {
  const operator = denseOperator({ data: Float32Array.of(0.1, 0.2), nRows: 1, nCols: 2 });
  const [sum] = operator.apply(Float64Array.of(1, 1), 1);
  assert.equal(sum, Math.fround(0.1) + Math.fround(0.2));
});

Deno.test("denseOperator() refuses vectors that are not of its length", () => {
  const operator = denseOperator(randomMatrix(new Rng(2), 3, 2));
  assertThrows(() => operator.apply(new Float64Array(3), 1), "Misaligned", /second operand to have length 2/);
  assertThrows(() => operator.applyTransposed(new Float64Array(2), 1), "Misaligned", /length 3/);
});
