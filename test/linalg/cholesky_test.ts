import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { gram } from "../../src/linalg/gram.ts";
import { logDeterminant } from "../../src/linalg/log_determinant.ts";
import { solvePositive } from "../../src/linalg/solve_positive.ts";
import { solveTriangular } from "../../src/linalg/solve_triangular.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { assertClose, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

const positive = (rng: Rng, n: number) => gram(randomMatrix(rng, 3 * n + 2, n));

Deno.test("cholesky() gives back the matrix from a lower triangle", () => {
  const rng = new Rng(1);
  for (const n of [0, 1, 2, 5, 20]) {
    const a = positive(rng, n);
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

Deno.test("logDeterminant() is the sum of the logs of the eigenvalues", () => {
  const n = 12;
  const a = positive(new Rng(2), n);
  const want = eigh(a, n).values.reduce((sum, value) => sum + Math.log(value), 0);
  assert(Math.abs(logDeterminant(cholesky(a, n), n) - want) < 1e-10);
});

Deno.test("logDeterminant() does not overflow where the determinant would", () => {
  const n = 400;
  const l = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1e3 : 0);
  assert(Math.abs(logDeterminant(l, n) - 2 * n * Math.log(1e3)) < 1e-6);
});

Deno.test("solveTriangular() solves with the factor and its transpose, for several right-hand sides", () => {
  const rng = new Rng(3);
  const n = 9;
  const l = cholesky(positive(rng, n), n);
  const b = randomMatrix(rng, n, 4).data;
  const before = b.slice();
  assertClose(product(l, solveTriangular(l, b, n, { nRhs: 4 }), n, 4, n), b, 1e-11);
  const x = solveTriangular(l, b, n, { nRhs: 4, transpose: true });
  assertClose(product(transposed(l, n, n), x, n, 4, n), b, 1e-11);
  assert.deepEqual(b, before);
});

Deno.test("solveTriangular() refuses wrong lengths", () => {
  assertThrows(() => solveTriangular(new Float64Array(4), new Float64Array(3), 2), "Misaligned", /right-hand side/);
  assertThrows(() => solveTriangular(new Float64Array(3), new Float64Array(2), 2), "Misaligned", /factor/);
});

Deno.test("solvePositive() solves symmetric positive definite systems", () => {
  const rng = new Rng(4);
  for (const n of [1, 3, 15]) {
    const a = positive(rng, n);
    const x = randomMatrix(rng, n, 2).data;
    assertClose(solvePositive(a, product(a, x, n, 2, n), n, 2), x, 1e-9);
  }
  assertThrows(() => solvePositive(Float64Array.of(-1), Float64Array.of(1), 1), "Failed", /positive definite/);
});
