import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { householder, reflectColumns } from "../../src/linalg/householder.ts";
import { assertClose, assertOrthonormal, product, randomMatrix } from "./helpers.ts";

const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);

Deno.test("householder() leaves R above the diagonal: Q R is the matrix", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 40; round++) {
    const n = 1 + rng.integer(8), m = n + rng.integer(9);
    const { data } = randomMatrix(rng, m, n);
    const work = data.slice();
    const scales = householder(work, m, n);
    const r = work.map((value, at) => Math.floor(at / n) <= at % n ? value : 0);
    reflectColumns(work, scales, m, n, r, n, "backward");
    assertClose(r, data, 1e-13, `${m} × ${n}`);
  }
});

Deno.test("householder() keeps the norm of every column in R", () => {
  const rng = new Rng(2);
  const { data } = randomMatrix(rng, 12, 5);
  const work = data.slice();
  householder(work, 12, 5);
  for (let k = 0; k < 5; k++) {
    const norm = Math.hypot(...Array.from({ length: 12 }, (_, i) => data[i * 5 + k]!));
    assert(Math.abs(Math.hypot(...Array.from({ length: k + 1 }, (_, i) => work[i * 5 + k]!)) - norm) < 1e-13);
  }
});

Deno.test("householder() does nothing to columns that are clear already", () => {
  const triangle = Float64Array.of(2, 3, 0, 4, 0, 0);
  const work = triangle.slice();
  assert.deepEqual([...householder(work, 3, 2)], [0, 0]);
  assert.deepEqual(work, triangle);
});

Deno.test("householder() neither overflows nor underflows", () => {
  for (const size of [1e-200, 1e200]) {
    const data = randomMatrix(new Rng(3), 6, 3).data.map((value) => size * value);
    const work = data.slice();
    const scales = householder(work, 6, 3);
    const r = work.map((value, at) => Math.floor(at / 3) <= at % 3 ? value : 0);
    reflectColumns(work, scales, 6, 3, r, 3, "backward");
    assertClose(r.map((value) => value / size), data.map((value) => value / size), 1e-13);
  }
});

Deno.test("reflectColumns() backward undoes forward, and either is orthogonal", () => {
  const rng = new Rng(4);
  for (const [m, n] of [[1, 1], [5, 5], [9, 4]] as const) {
    const work = randomMatrix(rng, m, n).data.slice();
    const scales = householder(work, m, n);
    const q = identity(m);
    reflectColumns(work, scales, m, n, q, m, "backward");
    assertOrthonormal(q, m, m, 1e-13);
    const z = randomMatrix(rng, m, 3).data, turned = z.slice();
    reflectColumns(work, scales, m, n, turned, 3, "forward");
    assertClose(product(q, turned, m, 3, m), z, 1e-13, "Q Qᵀ z");
    reflectColumns(work, scales, m, n, turned, 3, "backward");
    assertClose(turned, z, 1e-13);
  }
});
