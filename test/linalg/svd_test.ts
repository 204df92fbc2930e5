import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { eigh } from "../../src/linalg/eigh.ts";
import { svd, type SvdOptions } from "../../src/linalg/svd.ts";
import {
  assertClose,
  assertOrthonormal,
  assertThrows,
  product,
  randomMatrix,
  transposed,
  withSpectrum,
} from "./helpers.ts";

const METHODS = ["gram", "jacobi"] as const;

function assertDecomposes(
  data: Float64Array,
  nRows: number,
  nCols: number,
  options: SvdOptions,
  tolerance: number,
): void {
  const { u, s, v, nComps } = svd({ data, nRows, nCols }, options);
  assert.equal(nComps, Math.min(nRows, nCols));
  assertOrthonormal(u, nRows, nComps, 1e-8);
  assertOrthonormal(v, nCols, nComps, 1e-8);
  const scaled = u.map((value, at) => value * s[at % nComps]!);
  assertClose(
    product(scaled, transposed(v, nCols, nComps), nRows, nCols, nComps),
    data,
    tolerance,
    `${nRows} × ${nCols}`,
  );
  for (let k = 1; k < nComps; k++) assert(s[k]! <= s[k - 1]!, "values fall");
}

Deno.test("svd() gives back tall, wide and square matrices by either method", () => {
  const rng = new Rng(1);
  for (const [m, n] of [[1, 1], [1, 6], [6, 1], [5, 3], [3, 5], [20, 20], [70, 31], [31, 70], [150, 110]] as const) {
    const { data } = randomMatrix(rng, m, n);
    for (const method of METHODS) assertDecomposes(data, m, n, { method }, 1e-11);
    assertDecomposes(data, m, n, {}, 1e-11);
  }
});

Deno.test("svd() finds a known spectrum", () => {
  const rng = new Rng(2);
  const spectrum = [100, 10, 9.99, 1, 0.01];
  const data = withSpectrum(rng, 40, 12, spectrum);
  for (const method of METHODS) {
    const { s } = svd({ data, nRows: 40, nCols: 12 }, { method, nComps: 5 });
    s.forEach((value, k) => assert(Math.abs(value / spectrum[k]! - 1) < 1e-8, `${method}: ${value}`));
  }
});

Deno.test("svd() by Jacobi keeps the relative precision of tiny values under scaled columns", () => {
  const rng = new Rng(3);
  const scales = [1, 1e-4, 1e-8, 1e-12];
  const base = randomMatrix(rng, 30, 4).data;
  const data = base.map((value, at) => value * scales[at % 4]!);
  const { s } = svd({ data, nRows: 30, nCols: 4 });
  const shrunk = svd({ data: data.map((value, at) => at % 4 === 3 ? value / 1e4 : value), nRows: 30, nCols: 4 }).s;
  assert(Math.abs(s[3]! / shrunk[3]! / 1e4 - 1) < 1e-6);
});

Deno.test("svd() completes the vectors of a matrix without full rank", () => {
  const rng = new Rng(4);
  const data = withSpectrum(rng, 25, 10, [5, 2]);
  for (const method of METHODS) assertDecomposes(data, 25, 10, { method }, 1e-6);
  assertDecomposes(new Float64Array(12), 4, 3, {}, 0);
});

Deno.test("svd() with nComps is the head of the whole decomposition", () => {
  const rng = new Rng(5);
  const x = randomMatrix(rng, 60, 30);
  const whole = svd(x);
  const head = svd(x, { nComps: 4 });
  assertClose(head.s, whole.s.subarray(0, 4), 1e-12);
  for (let i = 0; i < 60; i++) {
    assertClose(head.u.subarray(4 * i, 4 * i + 4), whole.u.subarray(30 * i, 30 * i + 4), 1e-9);
  }
});

Deno.test("svd() reads float32 and leaves the input alone", () => {
  const x = { data: Float32Array.of(3, 0, 0, 0, 0, 4), nRows: 2, nCols: 3 };
  const before = x.data.slice();
  const { u, s, v } = svd(x);
  assert.deepEqual([...s], [4, 3]);
  assert(u instanceof Float64Array && v instanceof Float64Array);
  assert.deepEqual(x.data, before);
});

Deno.test("svd() makes the largest entry of every left vector positive", () => {
  const { u } = svd(randomMatrix(new Rng(6), 20, 8));
  for (let k = 0; k < 8; k++) {
    const column = Array.from({ length: 20 }, (_, i) => u[i * 8 + k]!);
    assert(column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a) > 0);
  }
});

Deno.test("svd() refuses NaN and too many components", () => {
  assertThrows(() => svd({ data: Float64Array.of(1, NaN), nRows: 2, nCols: 1 }), "BadValues", /NaN at element 1/);
  assertThrows(
    () => svd(randomMatrix(new Rng(7), 3, 2), { nComps: 3 }),
    "InvalidArgument",
    /nComps.*from 0 to 2.*found 3/,
  );
});

Deno.test("svd() holds for random shapes and for whole numbers of any rank, by either method", () => {
  const rng = new Rng(8);
  for (let round = 0; round < 150; round++) {
    const m = rng.integer(10), n = rng.integer(10);
    const data = Float64Array.from({ length: m * n }, () => round % 3 ? rng.integer(1 + round % 3) - 1 : rng.normal());
    assertDecomposes(data, m, n, { method: "jacobi" }, 1e-12);
    assertDecomposes(data, m, n, { method: "gram" }, 1e-6);
  }
});

Deno.test("svd() squares to the eigenvalues of the Gram matrix", () => {
  const x = randomMatrix(new Rng(9), 21, 8);
  const want = eigh(product(transposed(x.data, 21, 8), x.data, 8, 8, 21), 8).values;
  for (const method of METHODS) assertClose(svd(x, { method }).s.map((value) => value * value), want, 1e-11);
});

Deno.test("svd() of the transpose swaps the sides", () => {
  const x = randomMatrix(new Rng(10), 9, 5);
  const t = { data: transposed(x.data, 9, 5), nRows: 5, nCols: 9 };
  for (const method of METHODS) {
    const here = svd(x, { method }), there = svd(t, { method });
    assertClose(there.s, here.s, 1e-12);
    assertClose(there.u.map(Math.abs), here.v.map(Math.abs), 1e-9);
  }
});

Deno.test("svd() keeps vectors orthonormal where values sink to a millionth of the largest and below", () => {
  const spectrum = [1, 1e-2, 1e-4, 1e-5, 1e-6, 1e-7];
  const data = withSpectrum(new Rng(11), 30, 12, spectrum);
  for (const method of METHODS) {
    const { u, v, s } = svd({ data, nRows: 30, nCols: 12 }, { method, nComps: 6 });
    assertOrthonormal(u, 30, 6, 1e-12);
    assertOrthonormal(v, 12, 6, 1e-12);
    spectrum.slice(0, 5).forEach((value, k) => assert(Math.abs(s[k]! / value - 1) < 1e-3, `${method}: ${s[k]}`));
  }
});

Deno.test("svd() holds for very small and very large matrices", () => {
  const x = randomMatrix(new Rng(12), 9, 6);
  for (const method of METHODS) {
    const want = svd(x, { method });
    for (const exponent of [-1000, -500, -300, 300, 500, 1000]) {
      const size = 2 ** exponent;
      const { u, s, v } = svd({ ...x, data: x.data.map((value) => size * value) }, { method });
      assertClose(s.map((value) => value / size), want.s, 1e-12, `${method}, 2 to the ${exponent}`);
      assertClose(u, want.u, 1e-9);
      assertClose(v, want.v, 1e-9);
    }
  }
});

Deno.test("svd() does not depend on the order of rows but for that of u", () => {
  const rng = new Rng(13);
  const x = randomMatrix(rng, 15, 4), order = rng.permutation(15);
  const moved = x.data.map((_, at) => x.data[order[Math.floor(at / 4)]! * 4 + at % 4]!);
  for (const method of METHODS) {
    const here = svd(x, { method }), there = svd({ ...x, data: moved }, { method });
    assertClose(there.s, here.s, 1e-12);
    order.forEach((row, i) => {
      assertClose(there.u.subarray(4 * i, 4 * i + 4), here.u.subarray(4 * row, 4 * row + 4), 1e-9);
    });
  }
});

Deno.test("svd() is the best approximation of its rank: what is left has the other values", () => {
  const data = withSpectrum(new Rng(14), 14, 9, [7, 5, 3, 2, 1, 0.5, 0.2, 0.1, 0.05]);
  const { u, s, v } = svd({ data, nRows: 14, nCols: 9 }, { nComps: 3 });
  const near = product(u.map((value, at) => value * s[at % 3]!), transposed(v, 9, 3), 14, 9, 3);
  const rest = svd({ data: data.map((value, at) => value - near[at]!), nRows: 14, nCols: 9 }).s;
  assertClose(rest.subarray(0, 6), [2, 1, 0.5, 0.2, 0.1, 0.05], 1e-12);
});

Deno.test("svd() of nothing, of no components, of one element and of a column of zeros", () => {
  for (const [nRows, nCols] of [[0, 0], [0, 3], [3, 0]] as const) {
    const { u, s, v } = svd({ data: new Float64Array(0), nRows, nCols });
    assert.deepEqual([u.length, s.length, v.length], [0, 0, 0]);
  }
  for (const method of METHODS) {
    assert.equal(svd(randomMatrix(new Rng(15), 4, 3), { nComps: 0, method }).s.length, 0);
    const one = svd({ data: Float64Array.of(-3), nRows: 1, nCols: 1 }, { method });
    assert.deepEqual([one.u[0], one.s[0], one.v[0]], [1, 3, -1]);
  }
  assertDecomposes(Float64Array.of(0, 1, 0, 2, 0, 3), 3, 2, {}, 1e-13);
});

Deno.test("svd() gives the same bytes on every call and takes only the methods there are", () => {
  const x = randomMatrix(new Rng(16), 110, 100);
  assert.deepEqual(svd(x), svd(x));
  assertThrows(() => svd(x, { method: "power" as "gram" }), "InvalidArgument", /'gram', 'jacobi' but found 'power'/);
  assertThrows(() => svd(x, { nComps: -1 }), "InvalidArgument", /nComps.*found -1/);
  assertThrows(() => svd({ ...x, nRows: 111 }), "Misaligned", /length 11100.*found 11000/);
});
