import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { qr } from "../../src/linalg/qr.ts";
import { assertClose, assertOrthonormal, assertThrows, product, randomMatrix } from "./helpers.ts";

Deno.test("qr() gives back the matrix, orthonormal columns and a triangle", () => {
  const rng = new Rng(1);
  for (const [m, n] of [[1, 1], [5, 5], [9, 2], [60, 17], [3, 0]] as const) {
    const x = randomMatrix(rng, m, n);
    const { q, r } = qr(x);
    assertOrthonormal(q, m, n, 1e-13);
    assertClose(product(q, r, m, n, n), x.data, 1e-13);
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) assert.equal(r[i * n + j], 0);
  }
});

Deno.test("qr() keeps q orthonormal when columns repeat or vanish", () => {
  const x = { data: Float64Array.of(1, 1, 0, 2, 2, 0, 3, 3, 0, 4, 4, 0), nRows: 4, nCols: 3 };
  const { q, r } = qr(x);
  assertOrthonormal(q, 4, 3, 1e-13);
  assertClose(product(q, r, 4, 3, 3), x.data, 1e-13);
});

Deno.test("qr() refuses a wide matrix and says what to do", () => {
  assertThrows(() => qr(randomMatrix(new Rng(2), 2, 3)), "TooSmall", /2 rows and 3 columns.*transpose/);
});

Deno.test("qr() holds for any tall shape, for whole numbers and for columns of zeros", () => {
  const rng = new Rng(5);
  for (let round = 0; round < 60; round++) {
    const n = rng.integer(9), m = n + rng.integer(8);
    const data = Float64Array.from({ length: m * n }, () => round % 2 ? rng.integer(3) - 1 : rng.normal());
    if (n > 0 && round % 5 === 0) { for (let i = 0; i < m; i++) data[i * n] = 0; }
    const { q, r } = qr({ data, nRows: m, nCols: n });
    assertOrthonormal(q, m, n, 1e-13);
    assertClose(product(q, r, m, n, n), data, 1e-13, `${m} × ${n}`);
  }
});

Deno.test("qr() has the lengths of the columns' new parts on its diagonal: the volume is their product", () => {
  const rng = new Rng(6);
  const { data } = randomMatrix(rng, 3, 3);
  const [a, b, c, d, e, f, g, h, i] = data as unknown as number[];
  const determinant = a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
  const { r } = qr({ data, nRows: 3, nCols: 3 });
  assert(Math.abs(Math.abs(r[0]! * r[4]! * r[8]!) - Math.abs(determinant)) < 1e-13);
});

Deno.test("qr() holds for very small, very large and float32 elements", () => {
  for (const size of [1e-200, 1e200]) {
    const data = randomMatrix(new Rng(7), 8, 3).data.map((value) => size * value);
    const { q, r } = qr({ data, nRows: 8, nCols: 3 });
    assertOrthonormal(q, 8, 3, 1e-13);
    assertClose(product(q, r, 8, 3, 3).map((value) => value / size), data.map((value) => value / size), 1e-13);
  }
  assert(qr({ data: Float32Array.of(1, 2), nRows: 2, nCols: 1 }).q instanceof Float64Array);
});

Deno.test("qr() does not change its input and gives the same bytes again", () => {
  const x = randomMatrix(new Rng(8), 9, 4);
  const before = x.data.slice();
  assert.deepEqual(qr(x), qr(x));
  assert.deepEqual(x.data, before);
});
