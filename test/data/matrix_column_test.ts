import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { Csc } from "../../src/data/csc.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { matrixColumn } from "../../src/data/matrix_column.ts";
import { toCsc } from "../../src/data/to_csc.ts";

Deno.test("matrixColumn() gives the same column of a matrix however it is stored", () => {
  const rng = new Rng(4);
  for (let round = 0; round < 20; round++) {
    const [nRows, nCols] = [rng.integer(12), 1 + rng.integer(9)];
    const values = Float64Array.from({ length: nRows * nCols }, () => rng.uniform() < 0.5 ? 0 : rng.normal());
    const dense = new Dense(values, { shape: [nRows, nCols] });
    for (const matrix of [dense, toCsr(dense), toCsc(dense)]) {
      for (let at = 0; at < nCols; at++) {
        const expected = Array.from({ length: nRows }, (_, i) => values[i * nCols + at]!);
        assert.deepEqual([...matrixColumn(matrix, at)], expected);
      }
    }
  }
});

Deno.test("matrixColumn() keeps the dtype, and adds entries that are stored twice", () => {
  const parts = { indptr: new Int32Array([0, 3]), indices: new Int32Array([1, 0, 1]), data: new Int32Array([2, 7, 3]) };
  assert.deepEqual(matrixColumn(new Csr({ ...parts, shape: [1, 2] }), 1), new Int32Array([5]));
  assert.deepEqual(matrixColumn(new Csc({ ...parts, shape: [2, 1] }), 0), new Int32Array([7, 5]));
  const large = new Dense(new BigInt64Array([1n, 2n ** 60n]), { shape: [2, 1] });
  assert.deepEqual(matrixColumn(large, 0), new BigInt64Array([1n, 2n ** 60n]));
});

Deno.test("matrixColumn() does not change the matrix nor share its memory", () => {
  const dense = new Dense(new Float32Array([1, 2]), { shape: [2, 1] });
  const column = matrixColumn(dense, 0);
  column[0] = 9;
  assert.equal(dense.get(0, 0), 1);
});
