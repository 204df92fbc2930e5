import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { gram } from "../../src/linalg/gram.ts";
import { assertClose, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

Deno.test("gram() is xᵀx of the columns, and xxᵀ of the rows", () => {
  const rng = new Rng(1);
  for (const [m, n] of [[1, 1], [3, 2], [2, 9], [50, 7], [101, 33], [20, 210], [300, 98]] as const) {
    const x = randomMatrix(rng, m, n);
    const t = transposed(x.data, m, n);
    assertClose(gram(x), product(t, x.data, n, n, m), 1e-11, `columns of ${m} × ${n}`);
    assertClose(gram(x, { of: "rows" }), product(x.data, t, m, m, n), 1e-11, `rows of ${m} × ${n}`);
  }
});

Deno.test("gram() is exactly symmetric", () => {
  const n = 150;
  const g = gram(randomMatrix(new Rng(2), 40, n));
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) assert.equal(g[i * n + j], g[j * n + i]);
});

Deno.test("gram() sums float32 data in float64", () => {
  const data = new Float32Array(1000).fill(0.1);
  const [value] = gram({ data, nRows: 1000, nCols: 1 });
  assert(Math.abs(value! - 1000 * Math.fround(0.1) ** 2) < 1e-12);
});

Deno.test("gram() of a matrix without rows is zero, and without columns empty", () => {
  assert.deepEqual([...gram({ data: new Float64Array(0), nRows: 0, nCols: 2 })], [0, 0, 0, 0]);
  assert.equal(gram({ data: new Float64Array(0), nRows: 3, nCols: 0 }).length, 0);
});

Deno.test("gram() agrees with the definition for random shapes, 0 and 1 among them, and never for less than zero", () => {
  const rng = new Rng(3);
  for (let round = 0; round < 60; round++) {
    const m = rng.integer(20), n = rng.integer(20);
    const x = randomMatrix(rng, m, n);
    const g = gram(x);
    assertClose(g, product(transposed(x.data, m, n), x.data, n, n, m), 1e-12, `${m} × ${n}`);
    for (let j = 0; j < n; j++) assert(g[j * (n + 1)]! >= 0);
  }
});

Deno.test("gram() of the rows is that of the columns of the transpose", () => {
  const x = randomMatrix(new Rng(4), 14, 9);
  const t = { data: transposed(x.data, 14, 9), nRows: 9, nCols: 14 };
  assert.deepEqual(gram(x, { of: "rows" }), gram(t));
});

Deno.test("gram() does not change its input, and says what it can be of", () => {
  const x = randomMatrix(new Rng(5), 4, 3);
  const before = x.data.slice();
  gram(x);
  assert.deepEqual(x.data, before);
  assertThrows(
    () => gram(x, { of: "cells" as "rows" }),
    "InvalidArgument",
    /of to be one of 'columns', 'rows' but found 'cells'/,
  );
});
