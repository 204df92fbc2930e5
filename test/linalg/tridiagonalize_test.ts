import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { applyReflectors } from "../../src/linalg/apply_reflectors.ts";
import { tridiagonalize } from "../../src/linalg/tridiagonalize.ts";
import { assertClose, assertOrthonormal, product, randomSymmetric, transposed } from "./helpers.ts";

function assertReduces(a: Float64Array, n: number, tolerance = 1e-12): void {
  const reduced = tridiagonalize(a, n);
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    t[i * n + i] = reduced.diagonal[i]!;
    if (i + 1 < n) t[i * n + i + 1] = t[(i + 1) * n + i] = reduced.offDiagonal[i]!;
  }
  const q = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
  applyReflectors(reduced, q, n, n);
  assertOrthonormal(q, n, n, tolerance);
  assertClose(product(product(q, t, n, n, n), transposed(q, n, n), n, n, n), a, tolerance, `Q T Qᵀ of order ${n}`);
}

Deno.test("tridiagonalize() and its reflectors give back the matrix", () => {
  const rng = new Rng(1);
  for (const n of [1, 2, 3, 4, 7, 20, 49, 50, 97]) assertReduces(randomSymmetric(rng, n), n);
});

Deno.test("tridiagonalize() leaves a tridiagonal matrix as it is", () => {
  const n = 6;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    a[i * n + i] = i;
    if (i + 1 < n) a[i * n + i + 1] = a[(i + 1) * n + i] = 0.5 - i;
  }
  const { diagonal, offDiagonal, scales } = tridiagonalize(a, n);
  assert.deepEqual([...diagonal], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([...offDiagonal], [0.5, -0.5, -1.5, -2.5, -3.5, 0]);
  assert(scales.every((scale) => scale === 0));
});

Deno.test("tridiagonalize() holds for zeros, for ones and for blocks", () => {
  assertReduces(new Float64Array(25), 5);
  assertReduces(new Float64Array(64).fill(1), 8);
  const blocks = Float64Array.from({ length: 36 }, (_, at) => Math.floor(at / 18) === Math.floor(at % 6 / 3) ? 2 : 0);
  assertReduces(blocks, 6);
});

Deno.test("tridiagonalize() reads the lower triangle only and does not change it", () => {
  const n = 9;
  const a = randomSymmetric(new Rng(2), n);
  const lower = a.map((value, at) => at % n > Math.floor(at / n) ? NaN : value);
  const before = lower.slice();
  assert.deepEqual(tridiagonalize(lower, n), tridiagonalize(a, n));
  assert.deepEqual(lower, before);
});

Deno.test("tridiagonalize() of order 0", () => {
  const { diagonal, offDiagonal } = tridiagonalize(new Float64Array(0), 0);
  assert.deepEqual([diagonal.length, offDiagonal.length], [0, 0]);
});
