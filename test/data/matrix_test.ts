import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Csr } from "../../src/data/csr.ts";
import { Csc } from "../../src/data/csc.ts";
import { Dense } from "../../src/data/dense.ts";
import { takeColumns, takeRows, toCsr, toDense } from "../../src/data/matrix.ts";
import { toCsc } from "../../src/data/to_csc.ts";
import { transposeMatrix } from "../../src/data/transpose_matrix.ts";
import { KINDS, matrixOf, randomIndices, randomRows, rowsOf } from "./random.ts";

Deno.test("matrices of all storages: conversions keep every value, for random shapes", () => {
  const rng = new Rng(1);
  for (let t = 0; t < 40; t++) {
    const nRows = rng.integer(8), nCols = rng.integer(8);
    const rows = randomRows(rng, nRows, nCols);
    for (const kind of KINDS) {
      const matrix = matrixOf(rows, kind, nCols);
      assert.deepEqual([matrix.nRows, matrix.nCols], [nRows, nCols]);
      assert.deepEqual(rowsOf(toCsr(matrix)), rows);
      assert.deepEqual(rowsOf(toCsc(matrix)), rows);
      assert.deepEqual(rowsOf(toDense(matrix)), rows);
      assert.equal(toCsr(matrix).nnz, rows.flat().filter((x) => x !== 0).length);
    }
  }
});

Deno.test("takeRows() and takeColumns() agree with picking from lists, repeats and any order included", () => {
  const rng = new Rng(2);
  for (let t = 0; t < 60; t++) {
    const nRows = 1 + rng.integer(8), nCols = 1 + rng.integer(8);
    const rows = randomRows(rng, nRows, nCols);
    const takenRows = randomIndices(rng, nRows, rng.integer(10));
    const takenColumns = randomIndices(rng, nCols, rng.integer(10));
    for (const kind of KINDS) {
      const matrix = matrixOf(rows, kind, nCols);
      assert.deepEqual(rowsOf(takeRows(matrix, takenRows)), [...takenRows].map((i) => rows[i]!));
      assert.deepEqual(
        rowsOf(takeColumns(matrix, takenColumns)),
        rows.map((row) => [...takenColumns].map((j) => row[j]!)),
      );
      assert.equal(takeRows(matrix, takenRows).kind, kind);
      assert.equal(takeColumns(matrix, takenColumns).kind, kind);
    }
  }
});

Deno.test("takeColumns() of columns in rising order agrees with picking from lists, and sorts rows that were not", () => {
  const rng = new Rng(21);
  for (let t = 0; t < 40; t++) {
    const nCols = 1 + rng.integer(9);
    const rows = randomRows(rng, 1 + rng.integer(6), nCols);
    const taken = Array.from({ length: nCols }, (_, j) => j).filter(() => rng.uniform() < 0.6);
    for (const kind of KINDS) {
      const found = takeColumns(matrixOf(rows, kind, nCols), taken);
      assert.deepEqual(rowsOf(found), rows.map((row) => taken.map((j) => row[j]!)));
    }
  }
  const parts = { indptr: Int32Array.of(0, 3), indices: Int32Array.of(3, 0, 2), data: Float32Array.of(4, 1, 3) };
  const sorted = new Csr({ shape: [1, 4], ...parts }).takeColumns([0, 1, 3]);
  assert.deepEqual([[...sorted.indices], [...sorted.data]], [[0, 2], [1, 4]]);
});

Deno.test("takeRows() of consecutive rows shares memory in dense and CSR, takeColumns() in CSC", () => {
  const rows = randomRows(new Rng(3), 6, 4, 0.2);
  for (const kind of ["dense", "csr"] as const) {
    const matrix = matrixOf(rows, kind, 4);
    assert.equal(takeRows(matrix, [2, 3, 4]).data.buffer, matrix.data.buffer);
    assert.notEqual(takeRows(matrix, [4, 2]).data.buffer, matrix.data.buffer);
  }
  const csc = matrixOf(rows, "csc", 4);
  assert.equal(takeColumns(csc, [1, 2]).data.buffer, csc.data.buffer);
  assert.deepEqual(rowsOf(takeColumns(csc, [1, 2])), rows.map((row) => row.slice(1, 3)));
});

Deno.test("transposeMatrix() exchanges rows and columns; sparse ones share memory", () => {
  const rows = randomRows(new Rng(4), 5, 3);
  const flipped = Array.from({ length: 3 }, (_, j) => rows.map((row) => row[j]!));
  for (const kind of KINDS) {
    const matrix = matrixOf(rows, kind, 3);
    const turned = transposeMatrix(matrix);
    assert.deepEqual(rowsOf(turned), flipped);
    if (kind !== "dense") assert.equal(turned.data, matrix.data);
  }
  assert.deepEqual(transposeMatrix(Dense.zeros(0, 3)).shape, [3, 0]);
});

Deno.test("toCsr(), toCsc() and toDense() return what is so already", () => {
  const csr = matrixOf([[1]], "csr", 1);
  const csc = matrixOf([[1]], "csc", 1);
  const dense = matrixOf([[1]], "dense", 1);
  assert.equal(toCsr(csr), csr);
  assert.equal(toCsc(csc), csc);
  assert.equal(toDense(dense), dense);
});

Deno.test("Csr.takeColumns() leaves the indices of every row sorted", () => {
  const csr = matrixOf([[1, 2, 3], [4, 0, 6]], "csr", 3).takeColumns([2, 0, 1]) as Csr;
  assert.deepEqual([...csr.indices], [0, 1, 2, 0, 1]);
  assert.deepEqual([...csr.data], [3, 1, 2, 6, 4]);
});

Deno.test("Csr.toDense() adds entries that are stored twice", () => {
  const parts = { shape: [1, 2] as const, indptr: new Int32Array([0, 3]), indices: new Int32Array([1, 1, 0]) };
  assert.deepEqual(new Csr({ ...parts, data: new Float32Array([1, 2, 5]) }).toDense().toRows(), [[5, 3]]);
  const big = new Csr({ ...parts, data: new BigInt64Array([1n, 2n, 5n]) }).toDense();
  assert.deepEqual([...big.data], [5n, 3n]);
});

Deno.test("Csr.withData() shares the pattern", () => {
  const csr = matrixOf([[1, 0], [0, 2]], "csr", 2) as Csr;
  const other = csr.withData(new Float64Array([5, 6]));
  assert.equal(other.indices, csr.indices);
  assert.equal(other.dtype, "float64");
  assert.deepEqual(rowsOf(other), [[5, 0], [0, 6]]);
  assert.equal(csr.withData(new Uint8Array([1, 1]), "bool").dtype, "bool");
});

Deno.test("Csr and Csc refuse parts that do not describe a matrix", () => {
  const sound = {
    shape: [2, 2] as const,
    indptr: new Int32Array([0, 1, 2]),
    indices: new Int32Array([0, 1]),
    data: new Float32Array(2),
  };
  const cases = [
    [{ ...sound, indptr: new Int32Array([0, 2]) }, "Misaligned", /indptr of a 2 × 2 CSR matrix to have length 3/],
    [{ ...sound, data: new Float32Array(3) }, "Misaligned", /data to have length 2, as indices but found 3/],
    [{ ...sound, indptr: new Int32Array([0, 2, 1]) }, "Corrupt", /indptr of a CSR matrix to rise from 0 to 2/],
    [{ ...sound, indptr: new Int32Array([1, 1, 2]) }, "Corrupt", /to rise from 0/],
    [{ ...sound, indices: new Int32Array([0, 2]) }, "Corrupt", /indices from 0 to 1 but found 2 at entry 1/],
    [{ ...sound, indices: new Int32Array([-1, 0]) }, "Corrupt", /found -1 at entry 0/],
    [{ ...sound, shape: [2, -1] as const }, "InvalidArgument", /shape\[1\] to be an integer ≥ 0/],
    [{ ...sound, dtype: "int32" as const }, "InvalidArgument", /dtype to be one of 'float32' but found 'int32'/],
  ] as const;
  for (const [parts, tag, text] of cases) {
    assert.throws(() => new Csr(parts), (error) => isWeftError(error, tag) && text.test(error.message), `${text}`);
  }
  assert.throws(() => new Csc({ ...sound, indptr: new Int32Array([0]) }), /indptr of a 2 × 2 CSC matrix/);
});

Deno.test("matrices are frozen and report their bytes", () => {
  for (const kind of KINDS) assert(Object.isFrozen(matrixOf([[1, 2]], kind, 2)));
  assert.equal(matrixOf([[1, 0], [2, 3]], "dense", 2).nBytes, 16);
  assert.equal(matrixOf([[1, 0], [2, 3]], "csr", 2).nBytes, 4 * 3 + 4 * 3 + 4 * 3);
});
