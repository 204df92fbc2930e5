import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { leastSquares } from "../../src/linalg/least_squares.ts";
import { qr } from "../../src/linalg/qr.ts";
import { assertClose, assertOrthonormal, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

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

Deno.test("leastSquares() recovers coefficients exactly and residuals are orthogonal to the design", () => {
  const rng = new Rng(3);
  const x = randomMatrix(rng, 40, 5);
  const truth = randomMatrix(rng, 5, 2).data;
  assertClose(leastSquares(x, product(x.data, truth, 40, 2, 5), 2), truth, 1e-12);
  const y = randomMatrix(rng, 40, 2).data;
  const fitted = product(x.data, leastSquares(x, y, 2), 40, 2, 5);
  const residual = y.map((value, at) => value - fitted[at]!);
  assertClose(product(transposed(x.data, 40, 5), residual, 5, 2, 40), new Float64Array(10), 1e-12);
});

Deno.test("leastSquares() refuses dependent columns, too few rows and wrong lengths", () => {
  const twice = { data: Float64Array.of(1, 2, 2, 4, 3, 6), nRows: 3, nCols: 2 };
  assertThrows(() => leastSquares(twice, new Float64Array(3)), "Failed", /column 1 to be a combination/);
  assertThrows(() => leastSquares(randomMatrix(new Rng(4), 1, 2), new Float64Array(1)), "TooSmall", /at least 2 rows/);
  assertThrows(() => leastSquares(twice, new Float64Array(4)), "Misaligned", /responses to have length 3/);
});
