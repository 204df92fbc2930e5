import assert from "node:assert/strict";
import { floats, numbersOf, rowMajor, withValues } from "../../src/preprocess/row_major.ts";
import { elements, randomCounts, storages } from "./support.ts";

Deno.test("rowMajor() keeps dense and csr as they are and turns csc by rows", () => {
  const counts = randomCounts(1, 7, 5);
  const [[, dense], [, csr], [, csc]] = storages(counts);
  assert.equal(rowMajor(dense), dense);
  assert.equal(rowMajor(csr), csr);
  assert.equal(rowMajor(csc).kind, "csr");
  assert.deepEqual(elements(rowMajor(csc)), elements(counts));
});

Deno.test("numbersOf() turns 64-bit integers into int32 where they fit, else into float64", () => {
  assert.deepEqual(numbersOf(BigInt64Array.of(-3n, 7n)), Int32Array.of(-3, 7));
  assert.deepEqual(numbersOf(BigUint64Array.of(1n << 40n)), Float64Array.of(2 ** 40));
  const floats = Float32Array.of(1.5);
  assert.equal(numbersOf(floats), floats);
});

Deno.test("floats() is float64 only for float64", () => {
  assert.deepEqual(floats("float64", 2), new Float64Array(2));
  for (const dtype of ["float32", "int64", "bool"] as const) assert.deepEqual(floats(dtype, 1), new Float32Array(1));
});

Deno.test("withValues() keeps the pattern", () => {
  const [[, dense], [, csr]] = storages(randomCounts(2, 4, 3));
  for (const X of [dense, csr]) {
    const changed = withValues(X as never, Float32Array.from(numbersOf(X.data), (value) => 2 * value));
    assert.deepEqual(elements(changed), elements(X).map((value) => 2 * value));
    assert.equal(changed.dtype, "float32");
  }
});
