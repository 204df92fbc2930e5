import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { csrOperator } from "../../src/linalg/csr_operator.ts";
import { denseOperator } from "../../src/linalg/dense_operator.ts";
import { assertClose, product, randomMatrix, randomSparse, transposed } from "./helpers.ts";

Deno.test("csrOperator() multiplies as the dense matrix does, entries stored twice counting twice", () => {
  const rng = new Rng(7);
  const { csr, dense } = randomSparse(rng, 17, 11, 0.3);
  const x = randomMatrix(rng, 11, 3).data, y = randomMatrix(rng, 17, 3).data;
  const other = denseOperator({ data: dense, nRows: 17, nCols: 11 });
  assertClose(csrOperator(csr).apply(x, 3), other.apply(x, 3), 1e-13);
  assertClose(csrOperator(csr).applyTransposed(y, 3), other.applyTransposed(y, 3), 1e-13);
  const twice = { nRows: 1, nCols: 1, indptr: Int32Array.of(0, 2), indices: Int32Array.of(0, 0), data: [2, 3] };
  assert.deepEqual([...csrOperator(twice).apply(Float64Array.of(1), 1)], [5]);
});

Deno.test("csrOperator() agrees with the definition for any shape and width", () => {
  const rng = new Rng(8);
  for (let round = 0; round < 30; round++) {
    const m = rng.integer(12), n = rng.integer(12), width = rng.integer(5);
    const { csr, dense } = randomSparse(rng, m, n, rng.uniform());
    const x = randomMatrix(rng, n, width).data, y = randomMatrix(rng, m, width).data;
    assertClose(csrOperator(csr).apply(x, width), product(dense, x, m, width, n), 1e-12, `${m} × ${n}`);
    const back = product(transposed(dense, m, n), y, n, width, m);
    assertClose(csrOperator(csr).applyTransposed(y, width), back, 1e-12, `transposed ${m} × ${n}`);
  }
});

Deno.test("csrOperator() tells its shape and gives zeros for rows and columns without entries", () => {
  const empty = { nRows: 2, nCols: 3, indptr: new Int32Array(3), indices: new Int32Array(0), data: [] };
  const operator = csrOperator(empty);
  assert.deepEqual([operator.nRows, operator.nCols], [2, 3]);
  assert.deepEqual([...operator.apply(new Float64Array(3).fill(1), 1)], [0, 0]);
  assert.deepEqual([...operator.applyTransposed(new Float64Array(2).fill(1), 1)], [0, 0, 0]);
});

Deno.test("csrOperator() reads the matrix at every product", () => {
  const data = Float64Array.of(2);
  const operator = csrOperator({ nRows: 1, nCols: 1, indptr: Int32Array.of(0, 1), indices: Int32Array.of(0), data });
  data[0] = 7;
  assert.deepEqual([...operator.apply(Float64Array.of(1), 1)], [7]);
});
