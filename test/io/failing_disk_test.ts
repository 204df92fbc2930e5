import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Frame } from "../../src/data/frame.ts";
import { atomicSave } from "../../src/io/atomic_save.ts";
import { convert } from "../../src/io/convert.ts";
import { readH5ad, writeH5ad, writeH5mu, writeTable } from "../../src/io/mod.ts";
import { everything, randomAnnData, randomMuData } from "./random_objects.ts";
import { sampleAnnData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const noSpace = () => Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });

/** Runs work on a disk that takes so many bytes more; every way of writing to a file counts. */
async function withSpace(space: number, work: () => Promise<unknown>): Promise<void> {
  const { write, writeSync } = Deno.FsFile.prototype;
  let left = space;
  const take = (bytes: Uint8Array) => {
    if ((left -= bytes.length) < 0) throw noSpace();
  };
  Deno.FsFile.prototype.writeSync = function (bytes) {
    take(bytes);
    return writeSync.call(this, bytes);
  };
  Deno.FsFile.prototype.write = async function (bytes) {
    take(bytes);
    return await write.call(this, bytes);
  };
  try {
    await work();
  } finally {
    Object.assign(Deno.FsFile.prototype, { write, writeSync });
  }
}

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test("writeH5ad(), writeH5mu() and writeTable() on a disk that fills up leave the old file and nothing else", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(1);
    const adata = sampleAnnData(rng, 40, 9), tissue = randomMuData(rng);
    const table = new Frame(Array.from({ length: 3000 }, (_, i) => `r${i}`), { v: new Float64Array(3000) });
    const writers = {
      "x.h5ad": (path: string) => writeH5ad(adata, path),
      "plain.h5ad": (path: string) => writeH5ad(adata, path, { compression: "none" }),
      "x.h5mu": (path: string) => writeH5mu(tissue, path),
      "x.csv": (path: string) => writeTable(table, path),
    };
    for (const [name, write] of Object.entries(writers)) {
      const path = `${folder}/${name}`;
      await write(path);
      const { size } = await Deno.stat(path);
      for (const part of [0, 0.001, 0.3, 0.7, 0.9]) {
        await Deno.writeTextFile(path, "old");
        const full = withSpace(Math.floor(part * size), () => write(path));
        await assert.rejects(
          full,
          fails("Failed", /to be written whole but found No space left.*as it was/),
          `${name} ${part}`,
        );
        assert.equal(await Deno.readTextFile(path), "old", name);
        assert.deepEqual(namesIn(folder), [name], `${name} ${part}`);
      }
      await write(path);
      assert.equal((await Deno.stat(path)).size, size, "the disk has space again");
      await Deno.remove(path);
    }
  }));

Deno.test("writeH5ad() says of a target that is a folder that it is one, and leaves it as it was", () =>
  withFolder({ "x.h5ad/inside.txt": "kept" }, async (folder) => {
    const adata = sampleAnnData(new Rng(2), 3, 2);
    await assert.rejects(
      writeH5ad(adata, `${folder}/x.h5ad`),
      fails("Exists", /x\.h5ad to be a file.* found a folder/),
    );
    await writeH5ad(adata, `${folder}/y.h5ad`);
    const onto = convert(`${folder}/y.h5ad`, `${folder}/x.h5ad`, { overwrite: true });
    await assert.rejects(onto, fails("Exists", /found a folder/));
    assert.deepEqual(namesIn(folder), ["x.h5ad", "y.h5ad"]);
    assert.deepEqual(namesIn(`${folder}/x.h5ad`), ["inside.txt"]);
  }));

Deno.test("writeH5ad() says that something above the target is a file, or the target no place at all", () =>
  withFolder({ "file": "kept" }, async (folder) => {
    const adata = sampleAnnData(new Rng(3), 3, 2);
    await assert.rejects(writeH5ad(adata, `${folder}/file/x.h5ad`), fails("Failed", /Not a directory/));
    await assert.rejects(writeH5ad(adata, `${folder}/${"n".repeat(300)}.h5ad`), fails("Failed", /name too long/i));
    await assert.rejects(writeH5ad(adata, "/proc/x.h5ad"), fails("NotFound", /a folder \/proc/));
    assert.deepEqual(namesIn(folder), ["file"]);
  }));

Deno.test("writeH5ad() takes names as long as the system allows, and paths with blanks and signs", () =>
  withFolder({}, async (folder) => {
    const adata = randomAnnData(new Rng(4));
    for (const name of [`${"n".repeat(250)}.h5ad`, `${"ß".repeat(124)}.h5ad`, "a b #1 %20 'x'.h5ad", "🧬.h5ad"]) {
      await writeH5ad(adata, `${folder}/${name}`);
      assert.deepEqual(everything(await readH5ad(`${folder}/${name}`)), everything(adata), name);
    }
  }));

Deno.test("atomicSave() passes on what is no fault of the disk, and removes its file whatever it was", () =>
  withFolder({ "x": "old" }, async (folder) => {
    for (const error of [new TypeError("mine"), "text", Object.assign(new Error("E"), { name: "Other" })]) {
      await assert.rejects(
        atomicSave(`${folder}/x`, () => {
          throw error;
        }),
        (thrown) => thrown === error,
      );
      assert.deepEqual(namesIn(folder), ["x"]);
      assert.equal(await Deno.readTextFile(`${folder}/x`), "old");
    }
  }));

Deno.test("atomicSave() side by side into one file leaves one of them whole", () =>
  withFolder({}, async (folder) => {
    const bytes = Array.from({ length: 8 }, (_, i) => new Uint8Array(50_000).fill(i));
    await Promise.all(bytes.map((content) =>
      atomicSave(`${folder}/x`, async (file) => {
        for (let at = 0; at < content.length; at += 10_000) await file.write(content.subarray(at, at + 10_000));
      })
    ));
    const left = await Deno.readFile(`${folder}/x`);
    assert(left.length === 50_000 && left.every((byte) => byte === left[0]));
    assert.deepEqual(namesIn(folder), ["x"]);
  }));
