import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { gemm } from "../../src/linalg/gemm.ts";
import { assertClose, assertOrthonormal, assertThrows, product, randomMatrix, transposed } from "./helpers.ts";

function randomSymmetric(rng: Rng, n: number): Float64Array {
  const { data } = randomMatrix(rng, n, n);
  return data.map((value, at) => value + data[(at % n) * n + Math.floor(at / n)]!);
}

function assertDecomposes(a: Float64Array, n: number, tolerance: number): void {
  const { values, vectors } = eigh(a, n);
  assertOrthonormal(vectors, n, n, tolerance);
  const scaled = vectors.map((value, at) => value * values[at % n]!);
  assertClose(product(scaled, transposed(vectors, n, n), n, n, n), a, tolerance, `V Λ Vᵀ of order ${n}`);
  for (let k = 1; k < n; k++) assert(values[k]! <= values[k - 1]!, "values fall");
}

Deno.test("eigh() gives back the matrix, orthonormal vectors and falling values", () => {
  const rng = new Rng(1);
  for (const n of [1, 2, 3, 4, 5, 8, 13, 31, 64, 120]) assertDecomposes(randomSymmetric(rng, n), n, 1e-11);
});

Deno.test("eigh() holds for an order at which rotations and reflectors come in several batches", () => {
  const n = 420;
  const a = randomSymmetric(new Rng(9), n);
  const { values, vectors } = eigh(a, n);
  const scaled = vectors.map((value, at) => value * values[at % n]!);
  assertClose(gemm(a, vectors, { m: n, n, k: n }), scaled, 1e-10, "A V = V Λ");
  const identity = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);
  assertClose(gemm(vectors, vectors, { m: n, n, k: n, transposeA: true }), identity, 1e-11, "Vᵀ V");
  const trace = values.reduce((sum, value) => sum + value, 0);
  assert(Math.abs(trace - a.filter((_, at) => at % (n + 1) === 0).reduce((sum, value) => sum + value, 0)) < 1e-9);
});

Deno.test("eigh() finds known values: the second difference matrix", () => {
  const n = 40;
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    a[i * n + i] = 2;
    if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
  }
  const want = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(Math.PI * (n - k) / (n + 1)));
  assertClose(eigh(a, n).values, want, 1e-13);
});

Deno.test("eigh() holds with repeated values, zeros and low rank", () => {
  const rng = new Rng(2);
  const n = 30;
  assertDecomposes(Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 3 : 0), n, 1e-13);
  assertDecomposes(new Float64Array(n * n), n, 1e-13);
  const v = randomMatrix(rng, n, 2).data;
  assertDecomposes(product(v, transposed(v, n, 2), n, n, 2), n, 1e-11);
});

Deno.test("eigh() holds for values of very different size", () => {
  const n = 6;
  const a = Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 10 ** (-3 * (at / (n + 1))) : 0);
  const want = Array.from({ length: n }, (_, k) => 10 ** (-3 * k));
  eigh(a, n).values.forEach((value, k) => assert(Math.abs(value / want[k]! - 1) < 1e-12));
});

Deno.test("eigh() reads only the lower triangle and does not change it", () => {
  const a = Float64Array.of(2, 99, 1, 2);
  const before = a.slice();
  assertClose(eigh(a, 2).values, [3, 1], 1e-14);
  assert.deepEqual(a, before);
});

Deno.test("eigh() makes the largest entry of every vector positive", () => {
  const n = 25;
  const { vectors } = eigh(randomSymmetric(new Rng(3), n), n);
  for (let k = 0; k < n; k++) {
    const column = Array.from({ length: n }, (_, i) => vectors[i * n + k]!);
    assert(column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a) > 0);
  }
});

Deno.test("eigh() is the same bytes on every call", () => {
  const a = randomSymmetric(new Rng(4), 37);
  assert.deepEqual(eigh(a, 37), eigh(a, 37));
});

Deno.test("eigh() of order 0 and 1", () => {
  assert.equal(eigh(new Float64Array(0), 0).values.length, 0);
  const { values, vectors } = eigh(Float64Array.of(-5), 1);
  assert.deepEqual([values[0], vectors[0]], [-5, 1]);
});

Deno.test("eigh() refuses NaN and wrong lengths", () => {
  assertThrows(
    () => eigh(Float64Array.of(1, NaN, NaN, 1), 2),
    "BadValues",
    /finite numbers but found NaN at element 1/,
  );
  assertThrows(() => eigh(new Float64Array(3), 2), "Misaligned", /length 4.*found 3/);
  assertThrows(() => eigh(new Float64Array(1), 0.5), "InvalidArgument", /n to be an integer/);
});
