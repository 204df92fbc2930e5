import assert from "node:assert/strict";

import { decodeFixed } from "../../../src/io/zarr/decode_fixed.ts";
import { elementTypeV2, elementTypeV3, type Json } from "../../../src/io/zarr/element_type.ts";

Deno.test("elementTypeV2() reads numpy's names", () => {
  const expected: readonly (readonly [Json, string, number, boolean])[] = [
    ["|b1", "bool", 1, false],
    ["|i1", "int8", 1, false],
    ["<i8", "int64", 8, false],
    [">u2", "uint16", 2, true],
    ["<f2", "float16", 2, false],
    [">f8", "float64", 8, true],
    ["<c8", "complex64", 8, false],
    [">c16", "complex128", 16, true],
    ["<U5", "string", 20, false],
    ["|S5", "string", 5, false],
  ];
  for (const [dtype, name, size, bigEndian] of expected) {
    const type = elementTypeV2(dtype, []);
    assert.deepEqual([type.dtype, type.size, type.bigEndian], [name, size, bigEndian], String(dtype));
  }
});

Deno.test("elementTypeV2() takes objects for text only where the filter says so", () => {
  assert.equal(elementTypeV2("|O", ["vlen-utf8"]).dtype, "string");
  assert.equal(elementTypeV2("|O", ["pickle"]).dtype, "other");
  assert.equal(elementTypeV2("|O", []).dtype, "other");
});

Deno.test("elementTypeV2() and elementTypeV3() call what they do not know 'other'", () => {
  for (
    const dtype of ["<M8[ns]", "<m8[s]", "|V4", "<f16", "<i3", "", null, 7, [["a", "|O"]], [["a", "<f16"]]] as Json[]
  ) {
    assert.equal(elementTypeV2(dtype, []).dtype, "other", JSON.stringify(dtype));
  }
  for (const type of ["r16", "bfloat16", null, { name: "numpy.datetime64" }, { name: "structured" }] as Json[]) {
    assert.equal(elementTypeV3(type, false).dtype, "other", JSON.stringify(type));
  }
  assert.equal(elementTypeV3({ name: "struct", configuration: { fields: [["a", "string"]] } }, false).dtype, "other");
});

Deno.test("elementTypeV2() adds up records, nested ones too", () => {
  const inner: Json = [["p", "<f4"], ["q", "|S3"]];
  const type = elementTypeV2([["n", "<i8"], ["grid", "<i2", [2, 3]], ["inner", inner]], []);
  assert.equal(type.dtype, "record");
  assert.equal(type.size, 8 + 12 + 7);
  assert.deepEqual(type.fields!.map(({ name, shape }) => [name, shape]), [["n", []], ["grid", [2, 3]], ["inner", []]]);
});

Deno.test("decodeFixed() reads nested records in place", () => {
  const type = elementTypeV2([["n", "|u1"], ["inner", [["p", "<i2"], ["q", "|S2"]]]], []);
  const bytes = new Uint8Array([1, 2, 0, 97, 98, 3, 4, 0, 99, 0]);
  assert.deepEqual(decodeFixed(bytes, type, 2), {
    fields: [
      { name: "n", dtype: "uint8", shape: [], values: new Uint8Array([1, 3]) },
      {
        name: "inner",
        dtype: "record",
        shape: [],
        values: {
          fields: [
            { name: "p", dtype: "int16", shape: [], values: new Int16Array([2, 4]) },
            { name: "q", dtype: "string", shape: [], values: ["ab", "c"] },
          ],
        },
      },
    ],
  });
});

Deno.test("decodeFixed() copies, so that values need no alignment", () => {
  const whole = new Uint8Array([9, 0, 0, 128, 63, 0, 0, 0, 64]);
  const values = decodeFixed(whole.subarray(1), elementTypeV2("<c8", []), 1);
  assert.deepEqual(values, new Float32Array([1, 2]));
});
