import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
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
