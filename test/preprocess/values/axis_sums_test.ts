import assert from "node:assert/strict";
import type { Dense } from "../../../src/data/dense.ts";
import { rowMajor } from "../../../src/preprocess/row_major.ts";
import { columnPositives, columnSums, rowPositives, rowSums } from "../../../src/preprocess/values/axis_sums.ts";
import { columnMoments } from "../../../src/preprocess/values/column_moments.ts";
import { adataOf, assertClose, randomNormal, storages } from "../support.ts";

Deno.test("rowSums(), columnSums(), rowPositives() and columnPositives() agree with a loop over elements", () => {
  const x = randomNormal(1, 9, 6);
  const rows = x.toRows();
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const positive = (values: number[]) => values.filter((value) => value > 0).length;
  for (const [name, X] of storages(x)) {
    const matrix = rowMajor(X);
    assertClose(rowSums(matrix), rows.map(sum), 1e-13, name);
    assertClose(columnSums(matrix), columns.map(sum), 1e-13, name);
    assertClose(rowPositives(matrix), rows.map(positive), 0, name);
    assertClose(columnPositives(matrix), columns.map(positive), 0, name);
  }
});

Deno.test("columnMoments() is exact for values far from 0, and 0 variance for one row", () => {
  const rows = [[1e9 + 1, 0], [1e9 + 2, 0], [1e9 + 3, 3]];
  for (const [, X] of storages(adataOf(rows).X as Dense)) {
    const { means, variances } = columnMoments(rowMajor(X));
    assertClose(means, [1e9 + 2, 1], 1e-15);
    assertClose(variances, [1, 3], 1e-12);
  }
  assert.deepEqual([...columnMoments(rowMajor(adataOf([[5, 6]]).X!)).variances], [0, 0]);
});

Deno.test("columnMoments() sees that a column is constant though its mean is rounded", () => {
  for (const value of [0.1, 1e-9, 1 / 3, 12345.678]) {
    for (const [, X] of storages(adataOf(Array.from({ length: 37 }, () => [value])).X as Dense)) {
      assert.equal(columnMoments(rowMajor(X)).variances[0], 0, `${value}`);
    }
  }
});
