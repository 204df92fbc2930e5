import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Dense } from "../../src/data/dense.ts";
import { allocate, type DType, dtypeOf } from "../../src/data/dtype.ts";
import { promote } from "../../src/data/promote.ts";

const TYPES: readonly DType[] = [
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float16",
  "float32",
  "float64",
];

Deno.test("Dense keeps the array it is given and knows its dtype", () => {
  for (const dtype of TYPES) {
    const data = allocate(dtype, 6);
    const dense = new Dense(data, { shape: [2, 3] });
    assert.equal(dense.data, data);
    assert.equal(dense.dtype, dtype);
    assert.equal(dtypeOf(dense.row(1)), dtype);
  }
  assert.equal(new Dense(new Uint8Array(2), { shape: [2], dtype: "bool" }).dtype, "bool");
});

Deno.test("Dense refuses a shape that does not hold its elements, and a wrong dtype", () => {
  assert.throws(() => new Dense(new Float32Array(5), { shape: [2, 3] }), (error) => {
    return isWeftError(error, "Misaligned") && error.message === "Expected 6 elements for shape 2 × 3 but found 5.";
  });
  assert.throws(
    () => new Dense(new Float32Array(2), { shape: [1.5, 2] }),
    /shape\[0\] to be an integer ≥ 0 but found 1.5/,
  );
  assert.throws(() => new Dense(new Float32Array(2), { shape: [2], dtype: "int32" }), /dtype to be one of 'float32'/);
});

Deno.test("Dense.fromRows() takes lists and names the row that is too short", () => {
  assert.deepEqual(Dense.fromRows([[1, 2], [3, 4]], "int32").toRows(), [[1, 2], [3, 4]]);
  assert.deepEqual([...Dense.fromRows([[1, 2]], "int64").data], [1n, 2n]);
  assert.equal(Dense.fromRows([]).nCols, 0);
  assert.throws(() => Dense.fromRows([[1, 2], [3]]), /row 1 to have 2 values but found 1/);
});

Deno.test("Dense.get() gives numbers, also of 64-bit integers, and refuses what is outside", () => {
  const dense = new Dense(new BigInt64Array([1n, 2n]), { shape: [1, 2] });
  assert.equal(dense.get(0, 1), 2);
  assert.throws(() => dense.get(1, 0), /an element of a 1 × 2 array but found row 1, column 0/);
  assert.throws(() => dense.get(0, -1), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("Dense.row() and rowRange() share memory, takeRows() copies", () => {
  const dense = Dense.fromRows([[1, 2], [3, 4], [5, 6]]);
  assert.equal(dense.row(1).buffer, dense.data.buffer);
  assert.deepEqual(dense.rowRange(1, 3).toRows(), [[3, 4], [5, 6]]);
  assert.equal(dense.rowRange(1, 3).data.buffer, dense.data.buffer);
  assert.notEqual(dense.takeRows([0]).data.buffer, dense.data.buffer);
});

Deno.test("Dense of three axes keeps the trailing shape through rows and takes blocks as columns", () => {
  const cube = new Dense(Int32Array.from({ length: 12 }, (_, i) => i), { shape: [2, 3, 2] });
  assert.deepEqual(cube.takeRows([1]).shape, [1, 3, 2]);
  assert.deepEqual(cube.takeColumns([2, 0]).shape, [2, 2, 2]);
  assert.deepEqual([...cube.takeColumns([2, 0]).data], [4, 5, 0, 1, 10, 11, 6, 7]);
});

Deno.test("Dense.astype() converts values and returns itself where nothing changes", () => {
  const dense = Dense.fromRows([[0, 1.5, -2]]);
  assert.equal(dense.astype("float32"), dense);
  assert.deepEqual([...dense.astype("float64").data], [0, 1.5, -2]);
  assert.deepEqual([...dense.astype("bool").data], [0, 1, 1]);
  assert.deepEqual([...Dense.fromRows([[3, -4]]).astype("int64").data], [3n, -4n]);
  assert.deepEqual([...new Dense(new BigInt64Array([7n]), { shape: [1] }).astype("float32").data], [7]);
});

Deno.test("dtypeOf() refuses what is no typed array", () => {
  assert.throws(() => dtypeOf([1] as never), (error) => isWeftError(error, "InvalidArgument"));
});

Deno.test("promote() gives numpy's result type", () => {
  const cases: [DType, DType, DType][] = [
    ["bool", "bool", "bool"],
    ["bool", "int8", "int8"],
    ["bool", "uint16", "uint16"],
    ["int8", "uint8", "int16"],
    ["int16", "uint8", "int16"],
    ["int32", "uint32", "int64"],
    ["int64", "uint64", "float64"],
    ["uint8", "uint32", "uint32"],
    ["int32", "int64", "int64"],
    ["float16", "int8", "float16"],
    ["float16", "int16", "float32"],
    ["float32", "int16", "float32"],
    ["float32", "int32", "float64"],
    ["float32", "uint64", "float64"],
    ["float16", "float32", "float32"],
    ["float32", "float64", "float64"],
    ["bool", "float16", "float16"],
  ];
  for (const [a, b, expected] of cases) {
    assert.equal(promote(a, b), expected, `${a}, ${b}`);
    assert.equal(promote(b, a), expected, `${b}, ${a}`);
  }
});

Deno.test("Dense.astype() cuts fractions off for integers of any size, and makes no 64-bit integer of NaN", () => {
  const x = Dense.fromRows([[1.7, -2.5, 3]], "float64");
  assert.deepEqual([...x.astype("int32").data], [1, -2, 3]);
  assert.deepEqual([...x.astype("int64").data], [1n, -2n, 3n]);
  assert.deepEqual([...x.astype("int64").astype("float32").data], [1, -2, 3]);
  for (const bad of [NaN, Infinity]) {
    assert.throws(
      () => Dense.fromRows([[bad]], "float64").astype("int64"),
      (error) => isWeftError(error, "BadValues") && /to make int64 of but found/.test(error.message),
    );
  }
});
