import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { product, randomMatrix, randomPositive, transposed } from "./helpers.ts";

Deno.test("logDeterminant() is the sum of the logs of the eigenvalues", () => {
  const n = 12;
  const a = randomPositive(new Rng(2), n);
  const want = eigh(a, n).values.reduce((sum, value) => sum + Math.log(value), 0);
  assert(Math.abs(logDeterminant(cholesky(a, n), n) - want) < 1e-10);
});

Deno.test("logDeterminant() does not overflow where the determinant would", () => {
  const n = 400;
  const l = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1e3 : 0);
  assert(Math.abs(logDeterminant(l, n) - 2 * n * Math.log(1e3)) < 1e-6);
});

Deno.test("logDeterminant() adds for products and scales with the order", () => {
  const rng = new Rng(3);
  const n = 6;
  const a = randomPositive(rng, n), m = randomMatrix(rng, n, n).data;
  const of = (matrix: Float64Array) => logDeterminant(cholesky(matrix, n), n);
  const both = product(product(m, a, n, n, n), transposed(m, n, n), n, n, n);
  const gram = product(m, transposed(m, n, n), n, n, n);
  assert(Math.abs(of(both) - of(a) - of(gram)) < 1e-9);
  assert(Math.abs(of(a.map((value) => 5 * value)) - of(a) - n * Math.log(5)) < 1e-11);
});

Deno.test("logDeterminant() of nothing and of the identity is 0", () => {
  assert.equal(logDeterminant(new Float64Array(0), 0), 0);
  assert.equal(logDeterminant(Float64Array.of(1, 0, 7, 1), 2), 0);
});
