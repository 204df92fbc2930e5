import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { implicitQl } from "../../src/linalg/implicit_ql.ts";
import { assertClose, assertOrthonormal, assertThrows, product } from "./helpers.ts";

const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => at % (n + 1) === 0 ? 1 : 0);

function tridiagonal(diagonal: ArrayLike<number>, offDiagonal: ArrayLike<number>): Float64Array {
  const n = diagonal.length;
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    t[i * n + i] = diagonal[i]!;
    if (i + 1 < n) t[i * n + i + 1] = t[(i + 1) * n + i] = offDiagonal[i]!;
  }
  return t;
}

function assertDiagonalizes(diagonal: Float64Array, offDiagonal: Float64Array, tolerance = 1e-12): Float64Array {
  const n = diagonal.length;
  const t = tridiagonal(diagonal, offDiagonal);
  const values = diagonal.slice(), z = identity(n);
  implicitQl(values, offDiagonal.slice(), z);
  assertOrthonormal(z, n, n, tolerance);
  const scaled = z.map((value, at) => value * values[at % n]!);
  assertClose(product(t, z, n, n, n), scaled, tolerance, `T Z = Z Λ of order ${n}`);
  return values.sort();
}

Deno.test("implicitQl() diagonalizes random tridiagonal matrices", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 60; round++) {
    const n = 1 + rng.integer(20);
    const off = Float64Array.from({ length: n }, (_, i) => i + 1 < n && rng.uniform() < 0.9 ? rng.normal() : 0);
    assertDiagonalizes(Float64Array.from({ length: n }, () => round % 3 ? rng.normal() : rng.integer(2)), off);
  }
});

Deno.test("implicitQl() finds the values of a matrix whose diagonal is zero", () => {
  const n = 9;
  const values = assertDiagonalizes(new Float64Array(n), new Float64Array(n).fill(1).fill(0, n - 1));
  const want = Array.from({ length: n }, (_, k) => 2 * Math.cos(Math.PI * (n - k) / (n + 1)));
  assertClose(values, want, 1e-14);
});

Deno.test("implicitQl() finds Wilkinson's pairs that agree to 14 digits", () => {
  const diagonal = Float64Array.from({ length: 21 }, (_, i) => Math.abs(10 - i));
  const values = assertDiagonalizes(diagonal, new Float64Array(21).fill(1).fill(0, 20));
  assert(Math.abs(values[20]! - 10.746194182903393) < 1e-13);
  assert(Math.abs(values[19]! - 10.746194182903322) < 1e-13);
});

Deno.test("implicitQl() rotates as many rows as there are, not only a square", () => {
  const rng = new Rng(2);
  const n = 12;
  const diagonal = Float64Array.from({ length: n }, () => rng.normal());
  const off = Float64Array.from({ length: n }, (_, i) => i + 1 < n ? rng.normal() : 0);
  const whole = identity(n);
  implicitQl(diagonal.slice(), off.slice(), whole);
  for (const nRows of [0, 1, 3, 4, 6]) {
    const z = Float64Array.from({ length: nRows * n }, () => rng.normal());
    const want = product(z, whole, nRows, n, n);
    implicitQl(diagonal.slice(), off.slice(), z);
    assertClose(z, want, 1e-13, `${nRows} rows`);
  }
});

Deno.test("implicitQl() keeps the trace and the sum of squares", () => {
  const rng = new Rng(3);
  const n = 40;
  const diagonal = Float64Array.from({ length: n }, () => rng.normal());
  const off = Float64Array.from({ length: n }, (_, i) => i + 1 < n ? rng.normal() : 0);
  const sum = (values: Float64Array, of = (value: number) => value) =>
    values.reduce((total, value) => total + of(value), 0);
  const trace = sum(diagonal), squares = sum(diagonal, (v) => v * v) + 2 * sum(off, (v) => v * v);
  const values = diagonal.slice();
  implicitQl(values, off, new Float64Array(0));
  assert(Math.abs(sum(values) - trace) < 1e-12 && Math.abs(sum(values, (v) => v * v) - squares) < 1e-11);
});

Deno.test("implicitQl() says so when a value does not converge", () => {
  assertThrows(
    () => implicitQl(Float64Array.of(1, 2), Float64Array.of(NaN, 0), identity(2)),
    "Failed",
    /eigenvalue 0 to converge within 60 sweeps but found an off-diagonal of NaN.*very different size/,
  );
});
