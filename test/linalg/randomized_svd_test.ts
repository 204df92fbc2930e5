import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { centeredOperator, csrOperator, denseOperator, randomizedSvd, svd } from "../../src/linalg/mod.ts";
import { assertClose, assertOrthonormal, assertThrows, randomMatrix, withSpectrum } from "./helpers.ts";

function sparse(rng: Rng, nRows: number, nCols: number, density: number) {
  const data: number[] = [], indices: number[] = [], indptr = [0];
  const dense = new Float64Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nCols; j++) {
      if (rng.uniform() >= density) continue;
      data.push(dense[i * nCols + j] = 1 + rng.uniform());
      indices.push(j);
    }
    indptr.push(data.length);
  }
  const csr = { nRows, nCols, indptr: Int32Array.from(indptr), indices: Int32Array.from(indices), data };
  return { csr, dense };
}

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
  const { csr, dense } = sparse(new Rng(3), 60, 40, 0.2);
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

Deno.test("csrOperator() multiplies as the dense matrix does, entries stored twice counting twice", () => {
  const rng = new Rng(7);
  const { csr, dense } = sparse(rng, 17, 11, 0.3);
  const x = randomMatrix(rng, 11, 3).data, y = randomMatrix(rng, 17, 3).data;
  const other = denseOperator({ data: dense, nRows: 17, nCols: 11 });
  assertClose(csrOperator(csr).apply(x, 3), other.apply(x, 3), 1e-13);
  assertClose(csrOperator(csr).applyTransposed(y, 3), other.applyTransposed(y, 3), 1e-13);
  const twice = { nRows: 1, nCols: 1, indptr: Int32Array.of(0, 2), indices: Int32Array.of(0, 0), data: [2, 3] };
  assert.deepEqual([...csrOperator(twice).apply(Float64Array.of(1), 1)], [5]);
});

Deno.test("centeredOperator() refuses means that are not one a column", () => {
  const operator = denseOperator(randomMatrix(new Rng(8), 4, 3));
  assertThrows(() => centeredOperator(operator, new Float64Array(4)), "Misaligned", /means to have length 3/);
});
