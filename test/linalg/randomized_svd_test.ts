import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { centeredOperator, csrOperator, denseOperator, randomizedSvd, svd } from "../../src/linalg/mod.ts";
import {
  assertClose,
  assertOrthonormal,
  assertThrows,
  product,
  randomMatrix,
  randomSparse,
  transposed,
  withSpectrum,
} from "./helpers.ts";

Deno.test("randomizedSvd() agrees with svd() where the spectrum falls", () => {
  const rng = new Rng(1);
  for (const [m, n] of [[80, 50], [50, 80], [200, 20]] as const) {
    const spectrum = Array.from({ length: Math.min(m, n) }, (_, k) => 2 ** -k);
    const x = { data: withSpectrum(rng, m, n, spectrum), nRows: m, nCols: n };
    const want = svd(x, { nComps: 6 });
    const got = randomizedSvd(denseOperator(x), { nComps: 6 });
    assertClose(got.s, want.s, 1e-10, "values");
    assertClose(got.u, want.u, 1e-7, "left vectors");
    assertClose(got.v, want.v, 1e-7, "right vectors");
  }
});

Deno.test("randomizedSvd() is exact when the range covers the smaller side", () => {
  const x = randomMatrix(new Rng(2), 30, 8);
  const want = svd(x);
  const got = randomizedSvd(denseOperator(x), { nComps: 8 });
  assertClose(got.s, want.s, 1e-11);
  assertOrthonormal(got.u, 30, 8);
});

Deno.test("randomizedSvd() of a sparse centred operator is that of the centred dense matrix", () => {
  const { csr, dense } = randomSparse(new Rng(3), 60, 40, 0.2);
  const means = new Float64Array(40);
  dense.forEach((value, at) => means[at % 40]! += value / 60);
  const centered = { data: dense.map((value, at) => value - means[at % 40]!), nRows: 60, nCols: 40 };
  const want = svd(centered, { nComps: 3 });
  const got = randomizedSvd(centeredOperator(csrOperator(csr), means), { nComps: 3, nPowerIterations: 30 });
  assertClose(got.s, want.s, 1e-8);
});

Deno.test("randomizedSvd() gives the same bytes for the same seed, other ones for another", () => {
  const operator = denseOperator(randomMatrix(new Rng(4), 90, 70));
  const options = { nComps: 3, nPowerIterations: 1 };
  const first = randomizedSvd(operator, { ...options, seed: 5 });
  assert.deepEqual(randomizedSvd(operator, { ...options, seed: 5 }), first);
  assert.notDeepEqual(randomizedSvd(operator, { ...options, seed: 6 }).s, first.s);
});

Deno.test("randomizedSvd() gains from power iterations on a flat spectrum", () => {
  const x = randomMatrix(new Rng(5), 150, 120);
  const want = svd(x, { nComps: 5 }).s;
  const error = (nPowerIterations: number) =>
    want.reduce(
      (sum, value, k) => sum + Math.abs(value - randomizedSvd(denseOperator(x), { nComps: 5, nPowerIterations }).s[k]!),
      0,
    );
  assert(error(8) < error(0) / 10, `${error(8)} against ${error(0)}`);
});

Deno.test("randomizedSvd() refuses more components than the smaller side", () => {
  const operator = denseOperator(randomMatrix(new Rng(6), 5, 3));
  assertThrows(() => randomizedSvd(operator, { nComps: 4 }), "InvalidArgument", /nComps.*found 4/);
  assertThrows(() => randomizedSvd(operator, { nPowerIterations: -1 }), "InvalidArgument", /nPowerIterations/);
});

Deno.test("randomizedSvd() finds the same space as svd(): the angles between both are nearly zero", () => {
  const rng = new Rng(9);
  const spectrum = Array.from({ length: 40 }, (_, k) => k < 8 ? 10 - k / 2 : 1 / (1 + k));
  const x = { data: withSpectrum(rng, 120, 60, spectrum), nRows: 120, nCols: 60 };
  const got = randomizedSvd(denseOperator(x), { nComps: 8 }), want = svd(x, { nComps: 8 });
  for (const [side, m] of [["u", 120], ["v", 60]] as const) {
    const cosines = svd({ data: product(transposed(got[side], m, 8), want[side], 8, 8, m), nRows: 8, nCols: 8 }).s;
    assert(cosines[7]! > 1 - 1e-10, `${side}: ${cosines[7]}`);
  }
});

Deno.test("randomizedSvd() completes the vectors where rank runs out", () => {
  const rng = new Rng(10);
  for (const [m, n] of [[30, 12], [12, 30]] as const) {
    const x = { data: withSpectrum(rng, m, n, [3, 1]), nRows: m, nCols: n };
    const { u, s, v } = randomizedSvd(denseOperator(x), { nComps: 5 });
    assertClose(s, [3, 1, 0, 0, 0], 1e-10);
    assertOrthonormal(u, m, 5, 1e-8);
    assertOrthonormal(v, n, 5, 1e-8);
  }
});

Deno.test("randomizedSvd() of zeros, of one row, of no components and of nothing", () => {
  const zeros = randomizedSvd(denseOperator({ data: new Float64Array(12), nRows: 4, nCols: 3 }));
  assert.deepEqual([...zeros.s], [0, 0, 0]);
  const row = randomizedSvd(denseOperator({ data: Float64Array.of(3, 0, 4), nRows: 1, nCols: 3 }));
  assertClose(row.s, [5], 1e-12);
  assertClose(row.v, [0.6, 0, 0.8], 1e-12);
  const x = randomMatrix(new Rng(11), 6, 4);
  assert.deepEqual(randomizedSvd(denseOperator(x), { nComps: 0 }).s.length, 0);
  assert.equal(randomizedSvd(denseOperator({ data: new Float64Array(0), nRows: 0, nCols: 3 })).nComps, 0);
});

Deno.test("randomizedSvd() refuses NaN and says which seeds and numbers it takes", () => {
  const bad = denseOperator({ data: Float64Array.of(1, NaN, 2, 3), nRows: 2, nCols: 2 });
  assertThrows(() => randomizedSvd(bad, { nComps: 1 }), "BadValues", /NaN/);
  const operator = denseOperator(randomMatrix(new Rng(12), 5, 3));
  assertThrows(() => randomizedSvd(operator, { nOversamples: 0.5 }), "InvalidArgument", /nOversamples.*found 0\.5/);
  assertThrows(() => randomizedSvd(operator, { seed: NaN }), "InvalidArgument", /seed.*found NaN/);
});

Deno.test("randomizedSvd() makes the largest entry of every left vector positive, and leaves the matrix alone", () => {
  const x = randomMatrix(new Rng(13), 25, 10);
  const before = x.data.slice();
  const { u } = randomizedSvd(denseOperator(x), { nComps: 4 });
  for (let k = 0; k < 4; k++) {
    const column = Array.from({ length: 25 }, (_, i) => u[4 * i + k]!);
    assert(column.reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a) > 0);
  }
  assert.deepEqual(x.data, before);
});

Deno.test("randomizedSvd() never finds values above those that are there", () => {
  const rng = new Rng(14);
  for (let round = 0; round < 10; round++) {
    const x = randomMatrix(rng, 40, 25);
    const want = svd(x).s;
    const { s } = randomizedSvd(denseOperator(x), { nComps: 5, nOversamples: 0, nPowerIterations: round % 3 });
    s.forEach((value, k) => assert(value <= want[k]! * (1 + 1e-12) && value > 0.4 * want[k]!, `${value}, ${want[k]}`));
  }
});
