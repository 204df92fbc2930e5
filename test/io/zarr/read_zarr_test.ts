import assert from "node:assert/strict";

import type { AnnData } from "../../../src/data/anndata.ts";
import type { Dense } from "../../../src/data/dense.ts";
import type { MuData } from "../../../src/data/mudata.ts";
import { readZarr } from "../../../src/io/zarr/read_zarr.ts";
import { fails, withFolder } from "../temp_folder.ts";
import { arrayV3, groupV3, smallAnnData, type ZarrContent } from "./zarr_fixture.ts";
import { zipOf } from "./zip_fixture.ts";

function checkSmall(adata: AnnData): void {
  assert.equal(adata.kind, "anndata");
  assert.deepEqual((adata.X as Dense).toRows(), [[1, 2, 3], [4, 5, 6]]);
  assert.deepEqual(adata.obsNames, ["a", "b é"]);
  assert.deepEqual(adata.varNames, ["x", "y", "z"]);
  assert.deepEqual(adata.obs.column("n#1").toArray(), [7, 8]);
}

/** The store under a folder inside of a larger one. */
function below(prefix: string, content: ZarrContent): ZarrContent {
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [prefix + key, value]));
}

for (const version of [2, 3] as const) {
  Deno.test(`readZarr() reads a folder of version ${version}`, () =>
    withFolder(smallAnnData(version), async (folder) => {
      checkSmall(await readZarr(folder) as AnnData);
      checkSmall(await readZarr(`${folder}/`) as AnnData);
    }));

  Deno.test(`readZarr() reads zip files of version ${version}: stored, deflated, with wide sizes, in a folder`, async () => {
    const members = Object.entries(smallAnnData(version));
    const nested = Object.entries(below("store.zarr/", smallAnnData(version)));
    const files = {
      "stored.zip": await zipOf(members),
      "deflated.zip": await zipOf(members, { deflate: true }),
      "wide.zip": await zipOf(members, { wide: true }),
      "nested.zip": await zipOf(nested, { deflate: true }),
    };
    await withFolder(files, async (folder) => {
      for (const name of Object.keys(files)) checkSmall(await readZarr(`${folder}/${name}`) as AnnData);
    });
  });
}

Deno.test("readZarr() takes the last of several members with one name", async () => {
  const members = Object.entries(smallAnnData(3));
  const stale = members.map(([name]) => [name, "{}"] as const);
  await withFolder({ "s.zip": await zipOf([...stale, ...members]) }, async (folder) => {
    checkSmall(await readZarr(`${folder}/s.zip`) as AnnData);
  });
});

Deno.test("readZarr() reads a MuData with its modalities", () => {
  const content = {
    ...groupV3("", { "encoding-type": "MuData" }),
    ...groupV3("mod", { "mod-order": ["rna", "adt"] }),
    ...below("mod/adt/", smallAnnData(3)),
    ...below("mod/rna/", smallAnnData(3)),
  };
  return withFolder(content, async (folder) => {
    const tissue = await readZarr(folder) as MuData;
    assert.equal(tissue.kind, "mudata");
    assert.deepEqual(tissue.modalityNames, ["rna", "adt"]);
    checkSmall(tissue.modality("adt"));
  });
});

Deno.test("readZarr() says what is there instead of a store", () =>
  withFolder(
    { "plain/file.txt": "x", "empty.zip": "", "a.h5ad": "\x89HDF", ...below("g/", groupV3("")) },
    async (folder) => {
      await assert.rejects(readZarr(`${folder}/none.zarr`), fails("NotFound", /a file .*none\.zarr but found none/));
      await assert.rejects(readZarr(`${folder}/plain`), fails("Corrupt", /neither zarr\.json nor \.zgroup/));
      await assert.rejects(readZarr(`${folder}/a.h5ad`), fails("Unsupported", /not a zip file.*use readH5ad\(\)/));
      await assert.rejects(
        readZarr(`${folder}/g`),
        fails("Unsupported", /an AnnData or a MuData but found an empty group/),
      );
    },
  ));

Deno.test("readZarr() says that a store holds a single array", () =>
  withFolder(
    arrayV3("", { shape: [1], dtype: "int8" }, { "c/0": new Uint8Array(1) }),
    (folder) => assert.rejects(readZarr(folder), fails("Unsupported", /found a single array/)),
  ));

Deno.test("readZarr() names the key that does not decode", async () => {
  const content = smallAnnData(3);
  const broken: [string, string, RegExp][] = [
    ["X/zarr.json", "{", /JSON in 'X\/zarr\.json' but found '\{'/],
    ["X/c/0/0", "abc", /a chunk of 16 bytes but found 3 in 'X\/c\/0\/0' of/],
    ["obs/_index/c/0", "\u0002\0\0\0\u00ff", /obs\/_index/],
  ];
  for (const [key, text, message] of broken) {
    await withFolder(
      { ...content, [key]: text },
      (folder) => assert.rejects(readZarr(folder), fails("Corrupt", message)),
    );
  }
});

Deno.test("readZarr() names a codec and an element type that it does not know", async () => {
  const codecs = [{ name: "bytes", configuration: { endian: "little" } }, { name: "pcodec" }];
  const X = { shape: [2, 3], dtype: "float32", attrs: { "encoding-type": "array", "encoding-version": "0.2.0" } };
  const chunk = { "c/0/0": new Uint8Array(24) };
  await withFolder(
    { ...smallAnnData(3), ...arrayV3("X", { ...X, more: { codecs } }, chunk) },
    (folder) => assert.rejects(readZarr(folder), fails("Unsupported", /found 'pcodec' in 'X' of .*common codec/)),
  );
  await withFolder(
    { ...smallAnnData(3), ...arrayV3("X", { ...X, dtype: "bfloat16" }, chunk) },
    (folder) => assert.rejects(readZarr(folder), fails("Unsupported", /"bfloat16"/)),
  );
});

Deno.test("readZarr() tells damaged zip files", async () => {
  const whole = await zipOf(Object.entries(smallAnnData(3)));
  const deflated = await zipOf(Object.entries(smallAnnData(3)), { deflate: true });
  const files = {
    "cut.zip": whole.subarray(0, whole.length - 60),
    "method.zip": await zipOf(Object.entries(smallAnnData(3)), { method: 93 }),
    "garbage.zip": deflated.map((byte, i) => i > 40 && i < 80 ? 0xff : byte),
  };
  await withFolder(files, async (folder) => {
    await assert.rejects(
      readZarr(`${folder}/cut.zip`),
      fails("Corrupt", /a complete zip file but found no table of contents/),
    );
    await assert.rejects(readZarr(`${folder}/method.zip`), fails("Unsupported", /found method 93 for 'zarr\.json'/));
    await assert.rejects(readZarr(`${folder}/garbage.zip`), fails("Corrupt", /deflated data/));
  });
});

Deno.test("readZarr() stops when told to", () =>
  withFolder(
    smallAnnData(2),
    (folder) => assert.rejects(readZarr(folder, { signal: AbortSignal.abort() }), fails("Aborted", /reading/)),
  ));

Deno.test("readZarr() leaves no file open after an error", async () => {
  const content = Object.entries({ ...smallAnnData(3), "X/zarr.json": "{" });
  await withFolder(
    { "s.zip": await zipOf(content) },
    (folder) => assert.rejects(readZarr(`${folder}/s.zip`), fails("Corrupt", /JSON/)),
  );
});
