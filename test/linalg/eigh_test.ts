import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { gemm } from "../../src/linalg/gemm.ts";
import {
  assertClose,
  assertOrthonormal,
  assertThrows,
  product,
  randomMatrix,
  randomSymmetric,
  transposed,
  withSpectrum,
} from "./helpers.ts";

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

Deno.test("eigh() holds for matrices of rank 3, whose other values are rounding", () => {
  const n = 64;
  for (const seed of [21, 28, 39, 40, 41]) {
    const rng = new Rng(seed);
    const points = Float64Array.from({ length: 3 * n }, () => rng.normal());
    const a = gemm(points, points, { m: n, n, k: 3, transposeB: true });
    assertDecomposes(a, n, 1e-10);
  }
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

Deno.test("eigh() gives A v = λ v for random matrices of every kind", () => {
  const rng = new Rng(5);
  for (let round = 0; round < 150; round++) {
    const n = 1 + rng.integer(10), kind = round % 4;
    const entry = () =>
      kind === 0 ? rng.normal() : kind === 1 ? rng.integer(3) - 1 : kind === 2 ? rng.integer(2) : 1e-9;
    const half = Float64Array.from({ length: n * n }, entry);
    const a = half.map((_, at) => {
      const i = Math.floor(at / n), j = at % n;
      return half[Math.max(i, j) * n + Math.min(i, j)]!;
    });
    const { values, vectors } = eigh(a, n);
    const scaled = vectors.map((value, at) => value * values[at % n]!);
    assertClose(product(a, vectors, n, n, n), scaled, 1e-12, `A V = V Λ of order ${n}`);
    assertOrthonormal(vectors, n, n, 1e-12);
  }
});

Deno.test("eigh() keeps trace and sum of squares, and moves with a multiple of the identity", () => {
  const n = 17;
  const a = randomSymmetric(new Rng(6), n);
  const { values } = eigh(a, n);
  const sum = (of: (value: number) => number) => values.reduce((total, value) => total + of(value), 0);
  assert(Math.abs(sum((v) => v) - a.reduce((t, v, at) => at % (n + 1) === 0 ? t + v : t, 0)) < 1e-11);
  assert(Math.abs(sum((v) => v * v) - a.reduce((t, v) => t + v * v, 0)) < 1e-9);
  const moved = eigh(a.map((value, at) => at % (n + 1) === 0 ? value + 100 : value), n).values;
  assertClose(moved, values.map((value) => value + 100), 1e-11);
});

Deno.test("eigh() counts repeated values as often as they occur", () => {
  const n = 12;
  const basis = eigh(randomSymmetric(new Rng(7), n), n).vectors;
  const wanted = [5, 5, 5, 2, 2, 0, 0, 0, 0, -1, -1, -3];
  const scaled = basis.map((value, at) => value * wanted[at % n]!);
  const a = product(scaled, transposed(basis, n, n), n, n, n);
  assertClose(eigh(a, n).values, wanted, 1e-13);
  assertDecomposes(a, n, 1e-12);
});

Deno.test("eigh() of a matrix with a known spectrum", () => {
  const rng = new Rng(11);
  for (const n of [3, 10, 40]) {
    const spectrum = Array.from({ length: n }, (_, k) => 1 / (1 + k));
    const x = withSpectrum(rng, 2 * n, n, spectrum.map(Math.sqrt));
    assertClose(eigh(product(transposed(x, 2 * n, n), x, n, n, 2 * n), n).values, spectrum, 1e-13);
  }
});

Deno.test("eigh() holds for very small and very large matrices", () => {
  const n = 7;
  const a = randomSymmetric(new Rng(8), n);
  const want = eigh(a, n);
  for (const exponent of [-1000, -600, -300, 300, 600, 1000]) {
    const size = 2 ** exponent;
    const { values, vectors } = eigh(a.map((value) => size * value), n);
    assertClose(values.map((value) => value / size), want.values, 1e-13, `2 to the ${exponent}`);
    assertClose(vectors, want.vectors, 1e-12);
  }
});

Deno.test("eigh() of order 2 by the formula", () => {
  const rng = new Rng(9);
  for (let round = 0; round < 30; round++) {
    const [a, b, c] = [rng.normal(), rng.normal(), rng.normal()];
    const root = Math.hypot((a - c) / 2, b);
    assertClose(eigh(Float64Array.of(a, b, b, c), 2).values, [(a + c) / 2 + root, (a + c) / 2 - root], 1e-14);
  }
});

Deno.test("eigh() of a permuted matrix has the same values and permuted vectors", () => {
  const rng = new Rng(10);
  const n = 9;
  const a = randomSymmetric(rng, n), order = rng.permutation(n);
  const moved = a.map((_, at) => a[order[Math.floor(at / n)]! * n + order[at % n]!]!);
  const here = eigh(a, n), there = eigh(moved, n);
  assertClose(there.values, here.values, 1e-13);
  order.forEach((row, i) => {
    assertClose(there.vectors.subarray(i * n, i * n + n), here.vectors.subarray(row * n, row * n + n), 1e-11);
  });
});
