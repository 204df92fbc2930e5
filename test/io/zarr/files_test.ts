import assert from "node:assert/strict";

import { resolveRange, type ZarrFiles } from "../../../src/io/zarr/files.ts";
import { folderFiles } from "../../../src/io/zarr/folder_files.ts";
import { zipFiles } from "../../../src/io/zarr/zip_files.ts";
import { fails, withFolder } from "../temp_folder.ts";
import { zipOf } from "./zip_fixture.ts";

const CONTENT = { "zarr.json": "{}", "a/b/c": "0123456789", "a/d": "x", "b b/é#?": "odd" };

async function checkFiles(files: ZarrFiles): Promise<void> {
  const text = async (key: string, range?: Parameters<ZarrFiles["read"]>[1]) =>
    new TextDecoder().decode(await files.read(key, range));
  assert.equal(await text("a/b/c"), "0123456789");
  assert.equal(await text("b b/é#?"), "odd");
  assert.equal(await text("a/b/c", { offset: 2, length: 3 }), "234");
  assert.equal(await text("a/b/c", { offset: 8, length: 5 }), "89");
  assert.equal(await text("a/b/c", { suffixLength: 4 }), "6789");
  for (const absent of ["a/x", "a/b", "a/d/e", "nothing/at/all"]) {
    assert.equal(await files.read(absent), undefined, absent);
  }
  assert.equal(await files.read("a/x", { suffixLength: 2 }), undefined);
  assert.deepEqual(await files.folders(""), ["a", "b b"]);
  assert.deepEqual(await files.folders("a"), ["b"]);
  assert.deepEqual(await files.folders("a/b"), []);
  files.close();
}

Deno.test("folderFiles() reads keys, parts of them, and names of folders", () =>
  withFolder(CONTENT, (folder) => checkFiles(folderFiles(folder))));

for (const options of [{}, { deflate: true }, { wide: true }]) {
  Deno.test(`zipFiles() does the same, ${JSON.stringify(options)}`, async () => {
    await withFolder(
      { "s.zip": await zipOf(Object.entries(CONTENT), options) },
      (folder) => checkFiles(zipFiles(`${folder}/s.zip`)),
    );
  });
}

Deno.test("zipFiles() bears a comment at the end, and two things at once", async () => {
  const zip = await zipOf(Object.entries(CONTENT), { deflate: true });
  const comment = new TextEncoder().encode("made by hand");
  const withComment = new Uint8Array([...zip.subarray(0, zip.length - 2), comment.length, 0, ...comment]);
  await withFolder({ "s.zip": withComment }, async (folder) => {
    const files = zipFiles(`${folder}/s.zip`);
    const read = await Promise.all(Array.from({ length: 50 }, (_, i) => files.read(i % 2 ? "a/b/c" : "a/d")));
    assert.ok(read.every((bytes, i) => new TextDecoder().decode(bytes) === (i % 2 ? "0123456789" : "x")));
    files.close();
  });
});

Deno.test("zipFiles() of an empty zip file has nothing", async () => {
  await withFolder({ "s.zip": await zipOf([]) }, async (folder) => {
    const files = zipFiles(`${folder}/s.zip`);
    assert.equal(await files.read("zarr.json"), undefined);
    assert.deepEqual(await files.folders(""), []);
    files.close();
  });
});

Deno.test("zipFiles() and folderFiles() name what cannot be opened", async () => {
  assert.throws(() => zipFiles("no/such.zip"), fails("NotFound", /no\/such\.zip/));
  await assert.rejects(folderFiles("no/such").folders(""), fails("NotFound", /no\/such/));
});

Deno.test("resolveRange() stays inside", () => {
  assert.deepEqual(resolveRange({ offset: 3, length: 4 }, 10), { start: 3, end: 7 });
  assert.deepEqual(resolveRange({ offset: 30, length: 4 }, 10), { start: 10, end: 10 });
  assert.deepEqual(resolveRange({ suffixLength: 30 }, 10), { start: 0, end: 10 });
});
