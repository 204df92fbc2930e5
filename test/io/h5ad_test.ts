import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData, Dense, Frame, MuData } from "../../src/data/mod.ts";
import { readH5ad, readH5mu, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { contentOf } from "./golden_content.ts";
import { sampleAnnData, sampleMuData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

Deno.test("writeH5ad() and readH5ad() keep every slot, column kind and value of uns, whatever the shape", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(1);
    for (const [nObs, nVars] of [[1, 1], [13, 8], [40, 3], [0, 4], [5, 0], [0, 0]] as const) {
      const adata = sampleAnnData(rng, nObs, nVars);
      for (const compression of ["gzip", "none"] as const) {
        await writeH5ad(adata, `${folder}/x.h5ad`, { compression });
        assert.deepEqual(
          contentOf(await readH5ad(`${folder}/x.h5ad`)),
          contentOf(adata),
          `${nObs} × ${nVars} ${compression}`,
        );
      }
    }
  }));

Deno.test("writeH5mu() and readH5mu() keep modalities, their order and maps", () =>
  withFolder({}, async (folder) => {
    const tissue = sampleMuData(new Rng(2));
    await writeH5mu(tissue, `${folder}/x.h5mu`);
    const back = await readH5mu(`${folder}/x.h5mu`);
    assert.deepEqual(contentOf(back), contentOf(tissue));
    assert.deepEqual(back.modalityNames, ["rna", "adt"]);
    const start = new TextDecoder().decode((await Deno.readFile(`${folder}/x.h5mu`)).subarray(0, 6));
    assert.equal(start, "MuData", "mudata warns about files that do not begin so");
  }));

Deno.test("writeH5ad() writes the same bytes for the same object, and leaves the object alone", () =>
  withFolder({}, async (folder) => {
    const adata = sampleAnnData(new Rng(3), 20, 6);
    const before = JSON.stringify(contentOf(adata));
    await writeH5ad(adata, `${folder}/a.h5ad`);
    await writeH5ad(adata, `${folder}/b.h5ad`);
    assert.deepEqual(await Deno.readFile(`${folder}/a.h5ad`), await Deno.readFile(`${folder}/b.h5ad`));
    assert.equal(JSON.stringify(contentOf(adata)), before);
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), ["a.h5ad", "b.h5ad"]);
  }));

Deno.test("writeH5ad() writes arrays of many chunks, tables of many names and long strings", () =>
  withFolder({}, async (folder) => {
    const nObs = 70_000;
    const values = Float64Array.from({ length: nObs * 100 }, (_, i) => i % 1009);
    const obs = new Frame(Array.from({ length: nObs }, (_, i) => `cell-${i}`), {
      text: Array.from({ length: nObs }, (_, i) => i === 7 ? "x".repeat(300_000) : `t${i % 11}`),
    });
    const adata = new AnnData({ obs, obsm: { wide: new Dense(values, { shape: [nObs, 100] }) } });
    await writeH5ad(adata, `${folder}/x.h5ad`, { compressionLevel: 1 });
    const back = await readH5ad(`${folder}/x.h5ad`);
    assert.deepEqual((back.obsm["wide"] as Dense).data, values);
    assert.deepEqual(back.obs.index, obs.index);
    assert.deepEqual(back.obs.column("text").toArray(), obs.column("text").toArray());
  }));

Deno.test("writeH5ad() and readH5ad() keep the order of columns and the names of awkward ones", () =>
  withFolder({}, async (folder) => {
    const names = ["b", "10", "2", "_index", "with space", "Ünï", "__proto__", "a.b"];
    const obs = new Frame(["r"], names.map((name, i) => [name, [i]] as const));
    const uns = { "key with space": 1, "10": { "2": "x" } };
    await writeH5ad(new AnnData({ obs, uns }), `${folder}/x.h5ad`);
    const back = await readH5ad(`${folder}/x.h5ad`);
    assert.deepEqual(back.obs.columnNames, names);
    assert.deepEqual(names.map((name) => back.obs.column(name).get(0)), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual([back.obs.index, back.obs.indexName], [["r"], "__index"]);
    assert.deepEqual(contentOf(back), contentOf(new AnnData({ obs: back.obs, uns })));
  }));

Deno.test("writeH5ad() compresses better at a higher level and refuses levels that do not exist", () =>
  withFolder({}, async (folder) => {
    const adata = sampleAnnData(new Rng(4), 300, 60);
    const sizes = new Map<string, number>();
    for (
      const [name, options] of Object.entries(
        { none: { compression: "none" }, one: { compressionLevel: 1 }, nine: { compressionLevel: 9 } } as const,
      )
    ) {
      await writeH5ad(adata, `${folder}/${name}.h5ad`, options);
      sizes.set(name, (await Deno.stat(`${folder}/${name}.h5ad`)).size);
    }
    assert(sizes.get("nine")! < sizes.get("none")!);
    await assert.rejects(
      writeH5ad(adata, `${folder}/x.h5ad`, { compressionLevel: 0 }),
      fails("InvalidArgument", /compressionLevel/),
    );
    await assert.rejects(
      writeH5ad(adata, `${folder}/x.h5ad`, { compression: "zip" as never }),
      fails("InvalidArgument", /compression to be one of 'gzip', 'none'/),
    );
  }));

Deno.test("writeH5ad() names the entry that the format cannot hold, and leaves nothing behind", () =>
  withFolder({}, async (folder) => {
    const adata = new AnnData({ X: Dense.fromRows([[1]]), uns: { odd: { f: (() => 1) as never } } });
    await assert.rejects(
      writeH5ad(adata, `${folder}/x.h5ad`),
      fails("Unsupported", /found a function in uns\['odd'\]\['f'\]/),
    );
    const slashed = new AnnData({ X: Dense.fromRows([[1]]), obs: new Frame(["a"], { "p/q": [1] }) });
    await assert.rejects(writeH5ad(slashed, `${folder}/x.h5ad`), fails("InvalidArgument", /'p\/q'/));
    await assert.rejects(writeH5ad(adata, `${folder}/none/x.h5ad`), fails("NotFound", /a folder .*none/));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("readH5ad() and writeH5ad() stop at their signal and report progress", () =>
  withFolder({}, async (folder) => {
    const adata = sampleAnnData(new Rng(5), 30, 5);
    const path = `${folder}/x.h5ad`;
    const seen: string[] = [];
    await writeH5ad(adata, path, { onProgress: ({ stage }) => seen.push(stage) });
    await readH5ad(path, { onProgress: ({ stage }) => seen.push(stage) });
    assert(seen.includes(`writing ${path}`) && seen.includes(`reading ${path}`));
    const signal = AbortSignal.abort();
    await assert.rejects(readH5ad(path, { signal }), fails("Aborted", /reading/));
    await assert.rejects(writeH5ad(adata, `${folder}/y.h5ad`, { signal }), fails("Aborted", /writing/));
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["x.h5ad"]);
  }));

Deno.test("readH5mu() takes the names where a stored map says other, and keeps shared axes", () =>
  withFolder({}, async (folder) => {
    const rna = new AnnData({ X: Dense.zeros(2, 1), obs: new Frame(["a", "b"]), var: new Frame(["g"]) });
    const adt = new AnnData({ X: Dense.zeros(2, 1), obs: new Frame(["b", "c"]), var: new Frame(["g"]) });
    for (const axis of [0, -1] as const) {
      const right = new MuData({ mod: { rna, adt }, axis });
      const stale = new MuData({
        ...right.parts(),
        obsmap: { rna: new Int32Array([1, 2, 0]), adt: new Int32Array(3) },
      });
      stale.obsmap.adt!.set([1, 2, 0]);
      await writeH5mu(stale, `${folder}/x.h5mu`);
      const back = await readH5mu(`${folder}/x.h5mu`);
      assert.equal(back.axis, axis);
      assert.deepEqual([...back.obsmap.adt!], [0, 1, 2]);
      assert.deepEqual(back.varNames, axis === 0 ? ["g", "g"] : ["g"]);
    }
  }));

Deno.test("readH5mu() refuses a map that contradicts names which are not joined", () =>
  withFolder({}, async (folder) => {
    const rna = new AnnData({ X: Dense.zeros(1, 2), var: new Frame(["g", "h"]) });
    const wrong = new MuData({ mod: { rna }, varmap: { rna: new Int32Array([2, 1]) } });
    await writeH5mu(wrong, `${folder}/x.h5mu`);
    await assert.rejects(
      readH5mu(`${folder}/x.h5mu`),
      fails("Corrupt", /agrees with the names .* in varmap\['rna'\] of .*x\.h5mu/),
    );
  }));
