import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { solvePositive } from "../../src/linalg/solve_positive.ts";
import { assertClose, assertThrows, product, randomMatrix, randomPositive } from "./helpers.ts";

Deno.test("solvePositive() solves symmetric positive definite systems", () => {
  const rng = new Rng(4);
  for (const n of [1, 3, 15]) {
    const a = randomPositive(rng, n);
    const x = randomMatrix(rng, n, 2).data;
    assertClose(solvePositive(a, product(a, x, n, 2, n), n, 2), x, 1e-9);
  }
  assertThrows(() => solvePositive(Float64Array.of(-1), Float64Array.of(1), 1), "Failed", /positive definite/);
});

Deno.test("solvePositive() inverts, with the identity on the right", () => {
  const n = 7;
  const a = randomPositive(new Rng(5), n);
  const identity = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
  const inverse = solvePositive(a, identity, n, n);
  assertClose(product(a, inverse, n, n, n), identity, 1e-11);
  assertClose(inverse, Float64Array.from(inverse, (_, at) => inverse[at % n * n + Math.floor(at / n)]!), 1e-12);
});

Deno.test("solvePositive() does not change what it is given", () => {
  const rng = new Rng(6);
  const a = randomPositive(rng, 4), b = randomMatrix(rng, 4, 1).data;
  const before = [a.slice(), b.slice()];
  solvePositive(a, b, 4);
  assert.deepEqual([a, b], before);
});

Deno.test("solvePositive() refuses wrong lengths on either side", () => {
  assertThrows(() => solvePositive(new Float64Array(3), new Float64Array(2), 2), "Misaligned", /the matrix.*length 4/);
  assertThrows(
    () => solvePositive(Float64Array.of(1, 0, 0, 1), new Float64Array(3), 2),
    "Misaligned",
    /right-hand side to have length 2/,
  );
});
