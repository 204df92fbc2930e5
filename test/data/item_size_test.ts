import assert from "node:assert/strict";
import { allocate, type DType } from "../../src/data/dtype.ts";
import { itemSize } from "../../src/data/item_size.ts";

const DTYPES: readonly DType[] = [
  "bool",
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

Deno.test("itemSize() is the size of an element of the typed array that holds the dtype", () => {
  for (const dtype of DTYPES) assert.equal(itemSize(dtype), allocate(dtype, 0).BYTES_PER_ELEMENT, dtype);
});

Deno.test("itemSize() knows complex numbers, and nothing of text", () => {
  assert.deepEqual([itemSize("complex64"), itemSize("complex128")], [8, 16]);
  assert.deepEqual(["string", "other", "", "toString"].map(itemSize), [undefined, undefined, undefined, undefined]);
});
