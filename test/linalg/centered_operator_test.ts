import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { centeredOperator } from "../../src/linalg/centered_operator.ts";
import { csrOperator } from "../../src/linalg/csr_operator.ts";
import { denseOperator } from "../../src/linalg/dense_operator.ts";
import { assertClose, assertThrows, product, randomMatrix, randomSparse, transposed } from "./helpers.ts";

Deno.test("centeredOperator() refuses means that are not one a column", () => {
  const operator = denseOperator(randomMatrix(new Rng(8), 4, 3));
  assertThrows(() => centeredOperator(operator, new Float64Array(4)), "Misaligned", /means to have length 3/);
});

Deno.test("centeredOperator() multiplies as the centred matrix does, dense or sparse", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 25; round++) {
    const m = 1 + rng.integer(10), n = 1 + rng.integer(10), width = 1 + rng.integer(4);
    const { csr, dense } = randomSparse(rng, m, n, 0.4);
    const means = randomMatrix(rng, 1, n).data;
    const centered = dense.map((value, at) => value - means[at % n]!);
    const x = randomMatrix(rng, n, width).data, y = randomMatrix(rng, m, width).data;
    for (const base of [csrOperator(csr), denseOperator({ data: dense, nRows: m, nCols: n })]) {
      const operator = centeredOperator(base, means);
      assertClose(operator.apply(x, width), product(centered, x, m, width, n), 1e-12);
      const back = product(transposed(centered, m, n), y, n, width, m);
      assertClose(operator.applyTransposed(y, width), back, 1e-12);
    }
  }
});

Deno.test("centeredOperator() keeps the shape and leaves means, vectors and the operator alone", () => {
  const rng = new Rng(2);
  const x = randomMatrix(rng, 4, 3), means = Float64Array.of(1, 2, 3), ones = new Float64Array(3).fill(1);
  const before = x.data.slice();
  const operator = centeredOperator(denseOperator(x), means);
  assert.deepEqual([operator.nRows, operator.nCols], [4, 3]);
  operator.apply(ones, 1);
  operator.applyTransposed(new Float64Array(4).fill(1), 1);
  assert.deepEqual([[...means], [...ones]], [[1, 2, 3], [1, 1, 1]]);
  assert.deepEqual(x.data, before);
});
