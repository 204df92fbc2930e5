import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { cholesky } from "../../src/linalg/cholesky.ts";
import { solveTriangular } from "../../src/linalg/solve_triangular.ts";
import { assertClose, assertThrows, product, randomMatrix, randomPositive, transposed } from "./helpers.ts";

Deno.test("solveTriangular() solves with the factor and its transpose, for several right-hand sides", () => {
  const rng = new Rng(3);
  const n = 9;
  const l = cholesky(randomPositive(rng, n), n);
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

Deno.test("solveTriangular() solves systems of any order and number of right-hand sides", () => {
  const rng = new Rng(7);
  for (let round = 0; round < 40; round++) {
    const n = rng.integer(9), nRhs = rng.integer(4);
    const l = Float64Array.from({ length: n * n }, (_, at) => {
      const i = Math.floor(at / n), j = at % n;
      return j > i ? NaN : j === i ? 1 + rng.uniform() : rng.uniform() < 0.3 ? 0 : 0.5 * rng.normal();
    });
    const clean = l.map((value) => Number.isNaN(value) ? 0 : value);
    const x = randomMatrix(rng, n, nRhs).data;
    const forward = solveTriangular(l, product(clean, x, n, nRhs, n), n, { nRhs });
    assertClose(forward, x, 1e-10, `${n} × ${nRhs}`);
    const back = product(transposed(clean, n, n), x, n, nRhs, n);
    assertClose(solveTriangular(l, back, n, { nRhs, transpose: true }), x, 1e-10, `transposed ${n} × ${nRhs}`);
  }
});

Deno.test("solveTriangular() refuses a triangle with 0 on its diagonal", () => {
  const l = Float64Array.of(1, 0, 5, 0);
  for (const transpose of [false, true]) {
    assertThrows(
      () => solveTriangular(l, new Float64Array(2), 2, { transpose }),
      "Failed",
      /regular triangle but found 0 on the diagonal in row 1/,
    );
  }
});

Deno.test("solveTriangular() of order 0 and without right-hand sides is empty", () => {
  assert.equal(solveTriangular(new Float64Array(0), new Float64Array(0), 0).length, 0);
  assert.equal(solveTriangular(Float64Array.of(1), new Float64Array(0), 1, { nRhs: 0 }).length, 0);
});
