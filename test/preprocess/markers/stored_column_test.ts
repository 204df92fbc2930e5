import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Csc } from "../../../src/data/csc.ts";
import { Csr } from "../../../src/data/csr.ts";
import { Dense } from "../../../src/data/dense.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import { toCsc } from "../../../src/data/to_csc.ts";
import { rowMeans } from "../../../src/preprocess/markers/row_means.ts";
import { eachColumn } from "../../../src/preprocess/markers/stored_column.ts";

function columnsOf(x: Matrix): [number, number][][] {
  const columns: [number, number][][] = [];
  eachColumn(x, ({ values, rows, count }, j) => {
    columns[j] = Array.from({ length: count }, (_, p) => [rows[p]!, values[p]!]);
  });
  return columns;
}

const dense = Dense.fromRows([[0, 1.5, -2], [0, 0, 4], [0, 3, 0]]);

Deno.test("eachColumn() visits what is not zero, the same in every storage", () => {
  const want = [[], [[0, 1.5], [2, 3]], [[0, -2], [1, 4]]];
  for (const x of [dense, Csr.fromDense(dense), toCsc(dense)]) assert.deepEqual(columnsOf(x), want);
});

Deno.test("eachColumn() skips zeros that are stored", () => {
  const x = new Csc({
    shape: [2, 1],
    indptr: Int32Array.of(0, 2),
    indices: Int32Array.of(0, 1),
    data: Float32Array.of(0, 7),
  });
  assert.deepEqual(columnsOf(x), [[[1, 7]]]);
});

Deno.test("eachColumn() reads 64-bit integers as numbers", () => {
  assert.deepEqual(columnsOf(new Dense(BigInt64Array.of(5n, 0n), { shape: [2, 1] })), [[[0, 5]]]);
});

Deno.test("eachColumn() of a matrix without rows or columns", () => {
  assert.deepEqual(columnsOf(Dense.zeros(0, 2)), [[], []]);
  assert.deepEqual(columnsOf(Dense.zeros(3, 0)), []);
});

Deno.test("rowMeans() over chosen columns equals their mean, dense and sparse", () => {
  const rng = new Rng(8);
  const rows = Array.from(
    { length: 12 },
    () => Array.from({ length: 9 }, () => rng.uniform() < 0.5 ? 0 : rng.normal()),
  );
  const x = Dense.fromRows(rows, "float64");
  const chosen = [7, 0, 3];
  const want = rows.map((row) => chosen.reduce((sum, j) => sum + row[j]!, 0) / 3);
  for (const matrix of [x, Csr.fromDense(x), toCsc(x)]) {
    rowMeans(matrix, chosen).forEach((mean, i) => assert(Math.abs(mean - want[i]!) < 1e-15));
  }
});
