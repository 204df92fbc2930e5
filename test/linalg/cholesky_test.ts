import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { cholesky, factorize } from "../../src/linalg/cholesky.ts";
import { assertClose, assertThrows, product, randomPositive, transposed } from "./helpers.ts";

Deno.test("cholesky() gives back the matrix from a lower triangle", () => {
  const rng = new Rng(1);
  for (const n of [0, 1, 2, 5, 20]) {
    const a = randomPositive(rng, n);
    const l = cholesky(a, n);
    assertClose(product(l, transposed(l, n, n), n, n, n), a, 1e-11);
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) assert.equal(l[i * n + j], 0);
  }
});

Deno.test("cholesky() fails, and says where, on matrices that are not positive definite", () => {
  assertThrows(() => cholesky(Float64Array.of(1, 2, 2, 1), 2), "Failed", /pivot in row 1/);
  assertThrows(() => cholesky(new Float64Array(4), 2), "Failed", /pivot in row 0/);
  assertThrows(() => cholesky(Float64Array.of(NaN), 1), "Failed", /pivot in row 0/);
  assertThrows(() => cholesky(new Float64Array(3), 2), "Misaligned", /length 4/);
});

Deno.test("cholesky() is the only lower factor with a positive diagonal: it finds the one a matrix was made of", () => {
  const rng = new Rng(5);
  for (let round = 0; round < 30; round++) {
    const n = 1 + rng.integer(10);
    const l = Float64Array.from({ length: n * n }, (_, at) => {
      const i = Math.floor(at / n), j = at % n;
      return j > i ? 0 : j === i ? 1 + rng.uniform() : rng.normal();
    });
    assertClose(cholesky(product(l, transposed(l, n, n), n, n, n), n), l, 1e-9, `order ${n}`);
  }
});

Deno.test("cholesky() reads the lower triangle only and does not change it", () => {
  const a = Float64Array.of(4, NaN, 2, 10);
  const before = a.slice();
  assert.deepEqual([...cholesky(a, 2)], [2, 0, 1, 3]);
  assert.deepEqual(a, before);
});

Deno.test("cholesky() fails in the row where a matrix stops being positive, also for low rank and infinity", () => {
  const rng = new Rng(6);
  for (let round = 0; round < 20; round++) {
    const n = 2 + rng.integer(8), row = rng.integer(n);
    const a = randomPositive(rng, n);
    a[row * (n + 1)] = -1;
    assertThrows(() => cholesky(a, n), "Failed", new RegExp(`pivot in row ${row} that is not positive and finite`));
  }
  assertThrows(() => cholesky(Float64Array.of(1, 1, 1, 1), 2), "Failed", /row 1.*multiple of the identity/);
  assertThrows(() => cholesky(Float64Array.of(Infinity), 1), "Failed", /row 0/);
  assertThrows(() => cholesky(new Float64Array(1), -1), "InvalidArgument", /n to be an integer ≥ 0/);
});

Deno.test("factorize() tells the first row without a pivot instead of throwing, and clears above the diagonal", () => {
  const out = new Float64Array(4).fill(9);
  assert.equal(factorize(Float64Array.of(4, 2, 2, 10), 2, out), 2);
  assert.deepEqual([...out], [2, 0, 1, 3]);
  assert.equal(factorize(Float64Array.of(1, 0, 0, 0), 2, out), 1);
  assert.equal(factorize(new Float64Array(0), 0, new Float64Array(0)), 0);
});
