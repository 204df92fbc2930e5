import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { leastSquares } from "../../src/linalg/least_squares.ts";
import { solvePositive } from "../../src/linalg/solve_positive.ts";
import { assertClose, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

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

Deno.test("leastSquares() agrees with the normal equations for any shape", () => {
  const rng = new Rng(5);
  for (let round = 0; round < 30; round++) {
    const n = 1 + rng.integer(5), m = n + 2 + rng.integer(20), nRhs = 1 + rng.integer(3);
    const x = randomMatrix(rng, m, n), y = randomMatrix(rng, m, nRhs).data;
    const t = transposed(x.data, m, n);
    const want = solvePositive(product(t, x.data, n, n, m), product(t, y, n, nRhs, m), n, nRhs);
    assertClose(leastSquares(x, y, nRhs), want, 1e-8 * Math.max(1, ...want.map(Math.abs)), `${m} × ${n}`);
  }
});

Deno.test("leastSquares() does not mind columns of very different size", () => {
  const rng = new Rng(6);
  const sizes = [1e-6, 1, 1e6];
  const data = randomMatrix(rng, 20, 3).data.map((value, at) => value * sizes[at % 3]!);
  const truth = Float64Array.of(2e6, -3, 4e-6);
  const found = leastSquares({ data, nRows: 20, nCols: 3 }, product(data, truth, 20, 1, 3));
  found.forEach((value, k) => assert(Math.abs(value / truth[k]! - 1) < 1e-10));
});

Deno.test("leastSquares() reads float32, leaves its input alone, and has nothing to find without columns", () => {
  const data = Float32Array.of(1, 0, 1, 1, 1, 2), y = Float64Array.of(1, 3, 5);
  const before = [data.slice(), y.slice()];
  assertClose(leastSquares({ data, nRows: 3, nCols: 2 }, y), [1, 2], 1e-12);
  assert.deepEqual([data, y], before);
  assert.equal(leastSquares({ data: new Float64Array(0), nRows: 3, nCols: 0 }, y).length, 0);
});

Deno.test("leastSquares() refuses NaN on either side, and columns of zeros", () => {
  const x = randomMatrix(new Rng(7), 3, 1);
  assertThrows(() => leastSquares(x, Float64Array.of(1, NaN, 2)), "BadValues", /the responses.*NaN at element 1/);
  const bad = { data: Float64Array.of(1, Infinity, 2), nRows: 3, nCols: 1 };
  assertThrows(() => leastSquares(bad, new Float64Array(3)), "BadValues", /the design.*Infinity at element 1/);
  const zeros = { data: new Float64Array(3), nRows: 3, nCols: 1 };
  assertThrows(() => leastSquares(zeros, new Float64Array(3)), "Failed", /column 0.*Remove constant or repeated/);
});
