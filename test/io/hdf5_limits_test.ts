import assert from "node:assert/strict";

import {
  AnnData,
  categorical,
  Dense,
  Frame,
  RecordArray,
  StringArray,
  StringColumn,
  type UnsDict,
  type UnsValue,
} from "../../src/data/mod.ts";
import { readH5ad, writeH5ad } from "../../src/io/mod.ts";
import { fails, withFolder } from "./temp_folder.ts";

function nested(depth: number): UnsValue {
  let value: UnsValue = 1;
  for (let i = 0; i < depth; i++) value = { d: value };
  return value;
}

Deno.test("writeH5ad() refuses text that HDF5 would cut off at a NUL, wherever it stands", () =>
  withFolder({}, async (folder) => {
    const column = (values: string[]) => new AnnData({ obs: new Frame(["a"], { c: values }) });
    const cases = [
      new AnnData({ uns: { x: "a\0b" } }),
      new AnnData({ uns: { x: new StringArray(["ok", "\0"]) } }),
      new AnnData({ uns: { x: new RecordArray({ f: new StringColumn(["p\0"]) }) } }),
      new AnnData({ obs: new Frame(["a\0b"]) }),
      column(["x\0y"]),
      new AnnData({ obs: new Frame(["a"], { c: categorical(["u\0v"]) }) }),
    ];
    for (const adata of cases) {
      await assert.rejects(writeH5ad(adata, `${folder}/x.h5ad`), fails("BadValues", /text without NUL characters/));
    }
    await assert.rejects(
      writeH5ad(new AnnData({ uns: { "k\0": 1 } }), `${folder}/x.h5ad`),
      fails("InvalidArgument", /names that HDF5 allows/),
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("writeH5ad() refuses dictionaries that hold themselves, or are nested beyond what readers follow", () =>
  withFolder({}, async (folder) => {
    const circle: Record<string, UnsValue> = {};
    circle["self"] = circle as UnsDict;
    const path = `${folder}/x.h5ad`;
    await assert.rejects(
      writeH5ad(new AnnData({ uns: { circle } }), path),
      fails("Unsupported", /one that holds itself in uns\['circle'\]/),
    );
    await assert.rejects(
      writeH5ad(new AnnData({ uns: { deep: nested(5000) } }), path),
      fails("Unsupported", /at most 100/),
    );
    await writeH5ad(new AnnData({ uns: { deep: nested(99) } }), path);
    let value: UnsValue = (await readH5ad(path)).uns["deep"]!;
    let depth = 0;
    while (typeof value === "object") value = (value as UnsDict)["d"]!, depth++;
    assert.equal(depth, 99);
  }));

Deno.test("writeH5ad() writes arrays of up to 32 axes and refuses more", () =>
  withFolder({}, async (folder) => {
    const array = (rank: number) => new Dense(new Float32Array([7]), { shape: Array(rank).fill(1) });
    for (const compression of ["gzip", "none"] as const) {
      for (const rank of [1, 5, 31, 32]) {
        await writeH5ad(new AnnData({ uns: { a: array(rank) } }), `${folder}/x.h5ad`, { compression });
        assert.deepEqual((await readH5ad(`${folder}/x.h5ad`)).uns["a"], array(rank), `${rank} axes`);
      }
      await assert.rejects(
        writeH5ad(new AnnData({ uns: { a: array(33) } }), `${folder}/x.h5ad`, { compression }),
        fails("Unsupported", /at most 32 axes/),
      );
    }
  }));

Deno.test("writeH5ad() writes thousands of columns and keys, and says when columns are too many", () =>
  withFolder({}, async (folder) => {
    const path = `${folder}/x.h5ad`;
    const table = (n: number) => new Frame(["a"], Array.from({ length: n }, (_, i) => [`c${i}`, [i]] as const));
    const uns = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    await writeH5ad(new AnnData({ obs: table(1500), uns }), path);
    const back = await readH5ad(path);
    assert.deepEqual(back.obs.columnNames, table(1500).columnNames);
    assert.equal(back.obs.column("c1499").get(0), 1499);
    assert.deepEqual({ ...back.uns }, uns);
    await writeH5ad(new AnnData({ obs: table(4090) }), path);
    await assert.rejects(writeH5ad(new AnnData({ obs: table(4100) }), path), fails("Unsupported", /very many columns/));
  }));

Deno.test("writeH5ad() writes rows longer than a chunk, and more strings than a heap holds", () =>
  withFolder({}, async (folder) => {
    const path = `${folder}/x.h5ad`;
    const wide = Float32Array.from({ length: 2 * 300_000 }, (_, i) => i % 251);
    const names = Array.from({ length: 130_000 }, (_, i) => i % 3 === 0 ? "" : `${i}`);
    await writeH5ad(
      new AnnData({ obsm: {}, uns: { wide: new Dense(wide, { shape: [2, 300_000] }), names: new StringArray(names) } }),
      path,
    );
    const { uns } = await readH5ad(path);
    assert.deepEqual((uns["wide"] as Dense).data, wide);
    assert.deepEqual((uns["names"] as StringArray).values, names);
  }));
