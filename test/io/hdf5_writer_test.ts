import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";

import { Rng } from "../../src/core/rng.ts";
import { decompressLzf } from "../../src/io/hdf5_chunks/lzf.ts";
import { canUndo, undoFilters } from "../../src/io/hdf5_chunks/undo_filters.ts";
import { ByteWriter } from "../../src/io/hdf5_writer/byte_writer.ts";
import { datatypeMessage, sizeOf } from "../../src/io/hdf5_writer/datatype.ts";
import { lookup3 } from "../../src/io/hdf5_writer/lookup3.ts";
import { objectHeader } from "../../src/io/hdf5_writer/object_header.ts";
import { writeH5ad } from "../../src/io/mod.ts";
import { AnnData, Frame } from "../../src/data/mod.ts";
import { fails, withFolder } from "./temp_folder.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("lookup3() gives the published values of hashlittle", () => {
  assert.equal(lookup3(new Uint8Array(0)), 0xdeadbeef);
  assert.equal(lookup3(bytes("Four score and seven years ago")), 0x17770551);
});

Deno.test("lookup3() changes with every byte, for every length", () => {
  const rng = new Rng(1);
  for (let length = 1; length < 40; length++) {
    const data = Uint8Array.from({ length }, () => rng.integer(256));
    const sum = lookup3(data);
    for (let i = 0; i < length; i++) {
      const other = data.slice();
      other[i]! ^= 1 + rng.integer(255);
      assert.notEqual(lookup3(other), sum, `byte ${i} of ${length}`);
    }
  }
});

Deno.test("ByteWriter grows, aligns and writes little endian, with −1 as all bits", () => {
  const writer = new ByteWriter().uint(0x1234, 2).align(4).uint(-1, 8).bytes([7]).padTo(16);
  assert.deepEqual([...writer.done()], [0x34, 0x12, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 7, 0, 0, 0]);
  const long = new ByteWriter();
  for (let i = 0; i < 1000; i++) long.uint(i, 4);
  assert.equal(new DataView(long.done().slice().buffer).getUint32(3996, true), 999);
  assert.equal(
    new DataView(new ByteWriter().uint(2 ** 40 + 5, 8).done().slice().buffer).getBigUint64(0, true),
    2n ** 40n + 5n,
  );
});

Deno.test("datatypeMessage() describes what numpy calls by the same name", () => {
  assert.deepEqual([...datatypeMessage("int32")], [0x10, 8, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0]);
  assert.deepEqual([...datatypeMessage("uint8")], [0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]);
  assert.deepEqual([...datatypeMessage("float16")].slice(0, 12), [0x11, 0x20, 15, 0, 2, 0, 0, 0, 0, 0, 16, 0]);
  assert.deepEqual([...datatypeMessage("float64")].slice(12), [52, 11, 0, 52, 255, 3, 0, 0]);
  const sizes = ["bool", "int16", "float64", "string", "complex64", "complex128"] as const;
  assert.deepEqual(sizes.map(sizeOf), [1, 2, 8, 16, 8, 16]);
  assert.equal(
    sizeOf({ fields: [{ name: "a", type: "int16", shape: [3] }, { name: "b", type: "string", shape: [] }] }),
    22,
  );
});

Deno.test("objectHeader() refuses an attribute beyond HDF5's limit, as a table with very many columns needs", () =>
  withFolder({}, async (folder) => {
    assert.throws(() => objectHeader([{ kind: 12, content: new Uint8Array(65536) }]), fails("Unsupported", /65535/));
    const columns = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, [i]]));
    const wide = new AnnData({ obs: new Frame(["a"], columns) });
    await assert.rejects(writeH5ad(wide, `${folder}/x.h5ad`), fails("Unsupported", /very many columns/));
  }));

Deno.test("decompressLzf() undoes literals, short and long copies that overlap", () => {
  assert.equal(new TextDecoder().decode(decompressLzf(Uint8Array.of(2, 97, 98, 99), 3)), "abc");
  assert.equal(new TextDecoder().decode(decompressLzf(Uint8Array.of(0, 97, 32, 0), 4)), "aaaa");
  assert.equal(new TextDecoder().decode(decompressLzf(Uint8Array.of(1, 97, 98, 0xe0, 3, 1), 14)), "ababababababab");
});

Deno.test("decompressLzf() refuses damaged bytes and never writes outside", () => {
  const rng = new Rng(2);
  assert.throws(() => decompressLzf(Uint8Array.of(5, 97), 6), fails("Corrupt", /lzf/));
  assert.throws(() => decompressLzf(Uint8Array.of(32, 9), 6), fails("Corrupt", /lzf/));
  for (let trial = 0; trial < 500; trial++) {
    const data = Uint8Array.from({ length: 1 + rng.integer(20) }, () => rng.integer(256));
    try {
      assert(decompressLzf(data, 50).length <= 50);
    } catch (error) {
      fails("Corrupt", /lzf/)(error);
    }
  }
});

Deno.test("undoFilters() undoes gzip and shuffle in reverse order and leaves out what the mask says", () => {
  const plain = Uint8Array.from({ length: 24 }, (_, i) => i);
  const shuffled = Uint8Array.from({ length: 24 }, (_, i) => plain[(i % 6) * 4 + Math.floor(i / 6)]!);
  const filters = [{ id: 2 }, { id: 1 }];
  assert.deepEqual([...undoFilters(deflateSync(shuffled), filters, 0, 24, 4)], [...plain]);
  assert.deepEqual([...undoFilters(shuffled, filters, 2, 24, 4)], [...plain]);
  assert.throws(() => undoFilters(deflateSync(shuffled), filters, 0, 25, 4), fails("Corrupt", /25 bytes/));
  assert.throws(() => undoFilters(shuffled, filters, 0, 24, 4), fails("Corrupt", /gzip/));
  assert.deepEqual([canUndo(filters), canUndo([]), canUndo([{ id: 3 }])], [true, false, false]);
});
