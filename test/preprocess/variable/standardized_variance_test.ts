import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Dense } from "../../../src/data/dense.ts";
import { rowMajor } from "../../../src/preprocess/row_major.ts";
import { standardizedVariance } from "../../../src/preprocess/variable/standardized_variance.ts";
import { assertClose, randomCounts, storages } from "../support.ts";

function poisson(seed: number, nRows: number, nCols: number): number[][] {
  const rng = new Rng(seed);
  const means = Array.from({ length: nCols }, () => 0.5 + 10 * rng.uniform());
  return Array.from({ length: nRows }, () => means.map((mean) => rng.poisson(mean)));
}

Deno.test("standardizedVariance() is about 1 where variance follows the mean, and large where it does not", () => {
  const rows = poisson(1, 200, 120);
  rows.forEach((row, i) => row[0] = i % 2 === 0 ? 0 : 12);
  const found = standardizedVariance(rowMajor(Dense.fromRows(rows, "float64")), 0.3);
  const others = found.subarray(1);
  assert(Math.abs(others.reduce((a, b) => a + b) / others.length - 1) < 0.1);
  assert.equal(found.indexOf(Math.max(...found)), 0);
});

Deno.test("standardizedVariance() of constant variables is 0", () => {
  const rows = poisson(2, 50, 20).map((row) => [0, 7, ...row]);
  const found = standardizedVariance(rowMajor(Dense.fromRows(rows, "float64")), 0.5);
  assertClose(found.subarray(0, 2), [0, 0], 1e-12);
});

Deno.test("standardizedVariance() clips a single large count", () => {
  const rows = poisson(3, 100, 60);
  const plain = standardizedVariance(rowMajor(Dense.fromRows(rows, "float64")), 0.4);
  rows[5]![7] = 100_000;
  const spiked = standardizedVariance(rowMajor(Dense.fromRows(rows, "float64")), 0.4);
  assert(spiked[7]! < 100, `${spiked[7]}`);
  assertClose(plain.subarray(20, 25), spiked.subarray(20, 25), 0.5);
});

Deno.test("standardizedVariance() gives the same for dense and sparse counts", () => {
  const [[, dense], [, csr]] = storages(randomCounts(4, 40, 30));
  assertClose(standardizedVariance(rowMajor(csr), 0.3), standardizedVariance(rowMajor(dense), 0.3), 1e-10);
});
