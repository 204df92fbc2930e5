import assert from "node:assert/strict";

import type { StoredArray, StoredRecords, StoredValues } from "../../../src/io/store.ts";
import { openZarr } from "../../../src/io/zarr/open_zarr.ts";
import { withFolder } from "../temp_folder.ts";
import { arrayV2, arrayV3, bytesOf, groupV2, groupV3, vlenUtf8, type ZarrContent } from "./zarr_fixture.ts";

/** Reads the array `a` of a store, all of it or some rows. */
async function readA(content: ZarrContent, ...rows: number[]): Promise<{ array: StoredArray; values: StoredValues }> {
  let found: { array: StoredArray; values: StoredValues } | undefined;
  const root = Object.keys(content).some((key) => key.endsWith("zarr.json")) ? groupV3("") : groupV2("");
  await withFolder({ ...root, ...content }, async (folder) => {
    const store = await openZarr(folder);
    const array = await store.root.get("a") as StoredArray;
    found = { array, values: await array.read(...rows) };
    store.close();
  });
  return found!;
}

/** Bytes in the order of big-endian machines. */
function swapped(bytes: Uint8Array, unit: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = 0; at < copy.length; at += unit) copy.subarray(at, at + unit).reverse();
  return copy;
}

function utf32(texts: readonly string[], length: number): Uint8Array {
  const codes = new Uint32Array(texts.length * length);
  texts.forEach((text, i) => codes.set(Array.from(text, (char) => char.codePointAt(0)!), i * length));
  return bytesOf(codes);
}

Deno.test("zarr arrays of every numeric type come back as they are", async () => {
  const values = {
    i1: new Int8Array([-1, 2]),
    u1: new Uint8Array([1, 255]),
    i2: new Int16Array([-300, 2]),
    u2: new Uint16Array([1, 65535]),
    i4: new Int32Array([-70000, 2]),
    u4: new Uint32Array([1, 4e9]),
    i8: new BigInt64Array([-(2n ** 60n), 2n]),
    u8: new BigUint64Array([1n, 2n ** 63n]),
    f2: new Float16Array([0.5, -2]),
    f4: new Float32Array([0.5, NaN]),
    f8: new Float64Array([Math.PI, -Infinity]),
  };
  for (const [code, expected] of Object.entries(values)) {
    const unit = Number(code[1]);
    const dtype = `${{ i: "int", u: "uint", f: "float" }[code[0]!]}${8 * unit}`;
    const little = await readA(arrayV2("a", { shape: [2], dtype: `<${code}` }, { 0: bytesOf(expected) }));
    const big = await readA(arrayV2("a", { shape: [2], dtype: `>${code}` }, { 0: swapped(bytesOf(expected), unit) }));
    const three = await readA(arrayV3("a", { shape: [2], dtype }, { "c/0": bytesOf(expected) }));
    for (const { array, values: got } of [little, big, three]) {
      assert.equal(array.dtype, dtype);
      assert.deepEqual(got, expected);
    }
  }
});

Deno.test("zarr booleans are 0 and 1, scalars one element", async () => {
  const { array, values } = await readA(arrayV2("a", { shape: [3], dtype: "|b1" }, { 0: new Uint8Array([1, 0, 1]) }));
  assert.equal(array.dtype, "bool");
  assert.deepEqual(values, new Uint8Array([1, 0, 1]));
  const two = await readA(
    arrayV2("a", { shape: [], chunks: [], dtype: "<f8" }, { 0: bytesOf(new Float64Array([2.5])) }),
  );
  const three = await readA(arrayV3("a", { shape: [], chunks: [], dtype: "string" }, { c: vlenUtf8(["one"]) }));
  assert.deepEqual(two.values, new Float64Array([2.5]));
  assert.deepEqual(three.values, ["one"]);
});

Deno.test("zarr arrays are read by rows across chunks", async () => {
  const chunks = Object.fromEntries(
    [0, 1, 2].flatMap((i) =>
      [0, 1].map((j) => [
        `${i}.${j}`,
        bytesOf(new Int32Array([0, 1, 2, 3].map((n) => 100 * (2 * i + (n >> 1)) + 2 * j + (n & 1)))),
      ])
    ),
  );
  const content = arrayV2("a", { shape: [5, 3], chunks: [2, 2], dtype: "<i4" }, chunks);
  const { array, values } = await readA(content, 1, 4);
  assert.deepEqual(values, new Int32Array([100, 101, 102, 200, 201, 202, 300, 301, 302]));
  assert.deepEqual(array.layout, { chunks: [2, 2], filters: [] });
  assert.deepEqual((await readA(content, 2, 2)).values, new Int32Array(0));
});

Deno.test("zarr arrays in column order come back row by row", async () => {
  const facts = { shape: [2, 3], more: { order: "F" } };
  const numbers = await readA(
    arrayV2("a", { ...facts, dtype: "<i2" }, { "0.0": bytesOf(new Int16Array([1, 4, 2, 5, 3, 6])) }),
  );
  assert.deepEqual(numbers.values, new Int16Array([1, 2, 3, 4, 5, 6]));
  const texts = await readA(
    arrayV2("a", { ...facts, dtype: "<U2" }, { "0.0": utf32(["a", "d", "b", "e", "cc", "f"], 2) }),
  );
  assert.deepEqual(texts.values, ["a", "b", "cc", "d", "e", "f"]);
  const flags = await readA(arrayV2("a", { ...facts, dtype: "|b1" }, { "0.0": new Uint8Array([1, 0, 0, 0, 1, 1]) }));
  assert.deepEqual(flags.values, new Uint8Array([1, 0, 1, 0, 0, 1]));
});

Deno.test("zarr chunks that were never written hold the fill value", async () => {
  const ints = await readA(arrayV2("a", { shape: [3], chunks: [2], dtype: "<i8", more: { fill_value: 7 } }, {}));
  assert.deepEqual(ints.values, new BigInt64Array([7n, 7n, 7n]));
  const none = await readA(arrayV2("a", { shape: [2], dtype: "<i8" }, {}));
  assert.deepEqual(none.values, new BigInt64Array(2));
  const nan = await readA(arrayV3("a", { shape: [1], dtype: "float32", more: { fill_value: "NaN" } }, {}));
  assert.deepEqual(nan.values, new Float32Array([NaN]));
  assert.deepEqual((await readA(arrayV3("a", { shape: [2], dtype: "string" }, {}))).values, ["", ""]);
  assert.deepEqual((await readA(arrayV2("a", { shape: [2], dtype: "<c16" }, {}))).values, new Float64Array(4));
});

Deno.test("zarr text of a fixed length loses its padding, in both versions and byte orders", async () => {
  const texts = ["a", "βγ", "", "🧬x"];
  const bytes = utf32(texts, 3);
  assert.deepEqual((await readA(arrayV2("a", { shape: [4], dtype: "<U3" }, { 0: bytes }))).values, texts);
  assert.deepEqual((await readA(arrayV2("a", { shape: [4], dtype: ">U3" }, { 0: swapped(bytes, 4) }))).values, texts);
  const dtype = { name: "fixed_length_utf32", configuration: { length_bytes: 12 } };
  assert.deepEqual((await readA(arrayV3("a", { shape: [4], dtype }, { "c/0": bytes }))).values, texts);
  const codecs = [{ name: "bytes", configuration: { endian: "big" } }];
  const big = arrayV3("a", { shape: [4], dtype, more: { codecs } }, { "c/0": swapped(bytes, 4) });
  assert.deepEqual((await readA(big)).values, texts);
  const ascii = new TextEncoder().encode("ab\0\0cdef");
  assert.deepEqual((await readA(arrayV2("a", { shape: [2], dtype: "|S4" }, { 0: ascii }))).values, ["ab", "cdef"]);
  assert.deepEqual((await readA(arrayV2("a", { shape: [2], dtype: "<U0" }, {}))).values, ["", ""]);
});

Deno.test("zarr complex numbers come as real and imaginary parts in turn", async () => {
  const parts = new Float64Array([1, 2, 3, -4]);
  const two = await readA(arrayV2("a", { shape: [2], dtype: ">c16" }, { 0: swapped(bytesOf(parts), 8) }));
  assert.equal(two.array.dtype, "complex128");
  assert.deepEqual(two.values, parts);
  const three = await readA(
    arrayV3("a", { shape: [2], dtype: "complex64" }, { "c/0": bytesOf(Float32Array.from(parts)) }),
  );
  assert.deepEqual(three.values, Float32Array.from(parts));
});

Deno.test("zarr records come as columns, fields of several numbers and text included", async () => {
  const bytes = new Uint8Array(2 * 29);
  const view = new DataView(bytes.buffer);
  [0, 29].forEach((at, i) => {
    view.setInt32(at, 10 + i, false);
    view.setFloat64(at + 4, i + 0.5, true);
    view.setFloat64(at + 12, i + 0.25, true);
    view.setUint8(at + 20, i);
    view.setUint32(at + 21, "xy".codePointAt(i)!, true);
  });
  const dtype = [["n", ">i4"], ["pair", "<f8", [2]], ["flag", "|b1"], ["name", "<U2"]];
  const { array, values } = await readA(arrayV2("a", { shape: [2], dtype }, { 0: bytes }));
  assert.equal(array.dtype, "record");
  assert.deepEqual((values as StoredRecords).fields, [
    { name: "n", dtype: "int32", shape: [], values: new Int32Array([10, 11]) },
    { name: "pair", dtype: "float64", shape: [2], values: new Float64Array([0.5, 0.25, 1.5, 1.25]) },
    { name: "flag", dtype: "bool", shape: [], values: new Uint8Array([0, 1]) },
    { name: "name", dtype: "string", shape: [], values: ["x", "y"] },
  ]);
});

Deno.test("zarr records of version 3 may list fields in either way", async () => {
  const chunk = { "c/0": bytesOf(new Float32Array([1, 2, 3, 4])) };
  const ways = [
    { name: "structured", configuration: { fields: [["p", "float32"], ["q", "float32"]] } },
    {
      name: "struct",
      configuration: { fields: [{ name: "p", data_type: "float32" }, { name: "q", data_type: "float32" }] },
    },
  ];
  for (const dtype of ways) {
    const { values } = await readA(arrayV3("a", { shape: [2], dtype }, chunk));
    const [p, q] = (values as StoredRecords).fields;
    assert.deepEqual([p!.values, q!.values], [new Float32Array([1, 3]), new Float32Array([2, 4])]);
  }
  const empty = await readA(arrayV3("a", { shape: [0], dtype: ways[0] }, {}));
  assert.deepEqual((empty.values as StoredRecords).fields.map(({ values }) => (values as Float32Array).length), [0, 0]);
});

Deno.test("zarr shards are read part by part", async () => {
  const shard = (first: number) => {
    const bytes = new Uint8Array(16 + 32);
    bytes.set(bytesOf(new Int32Array([first, first + 1, first + 2, first + 3])));
    bytes.set(bytesOf(new BigUint64Array([0n, 8n, 8n, 8n])), 16);
    return bytes;
  };
  const little = { name: "bytes", configuration: { endian: "little" } };
  const codecs = [{
    name: "sharding_indexed",
    configuration: { chunk_shape: [2], codecs: [little], index_codecs: [little], index_location: "end" },
  }];
  const content = arrayV3("a", { shape: [8], chunks: [4], dtype: "int32", more: { codecs } }, {
    "c/0": shard(0),
    "c/1": shard(4),
  });
  assert.deepEqual((await readA(content)).values, new Int32Array([0, 1, 2, 3, 4, 5, 6, 7]));
  assert.deepEqual((await readA(content, 3, 5)).values, new Int32Array([3, 4]));
});

Deno.test("zarr attributes keep lists and plain values; NaN as Python writes it does no harm", async () => {
  const content = {
    ...arrayV2("a", { shape: [1], dtype: "|i1" }, { 0: new Uint8Array(1) }),
    "a/.zattrs": '{"x": NaN, "list": [1, -Infinity], "text": "NaN, yes", "deep": {"y": 1}, "none": null}',
  };
  const { array } = await readA(content);
  assert.deepEqual(array.attrs, { x: "NaN", list: [1, "-Infinity"], text: "NaN, yes", none: null });
});
