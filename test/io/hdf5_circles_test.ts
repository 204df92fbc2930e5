import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { listChunks } from "../../src/io/hdf5_chunks/list_chunks.ts";
import { RawFile } from "../../src/io/hdf5_chunks/raw_file.ts";
import { childPath } from "../../src/io/child_path.ts";
import { readH5ad, readH5mu, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { damagedCopies, endsWell } from "./fuzz.ts";
import { randomAnnData, randomMuData } from "./random_objects.ts";
import { fails, withFolder } from "./temp_folder.ts";

async function writeByLibrary(path: string, attrs: Readonly<Record<string, string>>, columns: string[]): Promise<void> {
  const { default: h5wasm } = await import("h5wasm/node");
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  const obs = file.create_group("obs");
  obs.create_attribute("encoding-type", "dataframe");
  obs.create_attribute("encoding-version", "0.2.0");
  for (const [name, value] of Object.entries(attrs)) obs.create_attribute(name, value);
  obs.create_attribute("column-order", columns);
  obs.create_dataset({ name: "_index", data: ["a", "b"], shape: [2] });
  file.close();
}

Deno.test("childPath() joins names and refuses those that lead back to where they begin", () => {
  assert.equal(childPath("", "obs"), "obs");
  assert.equal(childPath("obs", "a b"), "obs/a b");
  assert.equal(childPath("obs", "__categories/x"), "obs/__categories/x");
  assert.equal(childPath("obs", "/x"), "obs/x");
  for (const name of ["", ".", "/", "./x", "x/.", "x//y", "x/"]) assert.equal(childPath("obs", name), undefined, name);
  for (const name of ["..", "...", ".x"]) assert.equal(childPath("", name), name);
});

Deno.test("readH5ad() does not follow names that HDF5 takes for the group itself", () =>
  withFolder({}, async (folder) => {
    const path = `${folder}/x.h5ad`;
    for (const name of [".", "./_index", "/"]) {
      await writeByLibrary(path, { _index: name }, ["_index"]);
      await assert.rejects(readH5ad(path), fails("Corrupt", /an entry '.*' but found '_index'/), name);
      await writeByLibrary(path, { _index: "_index" }, [name]);
      await assert.rejects(readH5ad(path), fails("Corrupt", /an entry '.*' but found '_index'/), name);
    }
  }));

/** The bytes of an index of chunks of version 1 with one entry, which leads to `child`. */
function indexNode(level: number, child: number): Uint8Array {
  const bytes = new Uint8Array(24 + 2 * 24 + 8);
  const view = new DataView(bytes.buffer);
  bytes.set([84, 82, 69, 69, 1, level, 1, 0]);
  view.setBigUint64(24 + 24, BigInt(child), true);
  return bytes;
}

Deno.test("listChunks() refuses an index that leads back to itself, or out of the file", () => {
  const head = new Uint8Array([0x89, 72, 68, 70, 13, 10, 26, 10]);
  const open = (...nodes: Uint8Array[]) => {
    const path = Deno.makeTempFileSync();
    const bytes = new Uint8Array(1024);
    bytes.set(head);
    nodes.forEach((node, i) => bytes.set(node, 128 * (i + 1)));
    Deno.writeFileSync(path, bytes);
    const file = RawFile.open(path)!;
    return { file, done: () => (file.close(), Deno.removeSync(path)) };
  };
  const cases = [
    [[indexNode(1, 128)], /found one in a circle/],
    [[indexNode(2, 256), indexNode(1, 128)], /found one in a circle/],
    [[indexNode(1, 256), indexNode(1, 256)], /found one in a circle/],
    [[indexNode(1, 2 ** 52)], /an index of chunks but found other bytes/],
    [[new Uint8Array(8)], /an index of chunks but found other bytes/],
  ] as const;
  for (const [nodes, message] of cases) {
    const { file, done } = open(...nodes);
    assert.throws(() => listChunks(file, 128, 1, [0, 10, 10]), message);
    done();
  }
  const { file, done } = open(indexNode(1, 256), indexNode(0, 512));
  assert.deepEqual(listChunks(file, 128, 1, [0, 10, 10]).map(({ address }) => address), [512]);
  done();
});

Deno.test("RawFile reads what lies inside of the file, whatever address and size are asked for", () =>
  withFolder({ "x": new Uint8Array([0x89, 72, 68, 70, 13, 10, 26, 10, 1, 2, 3]) }, (folder) => {
    const file = RawFile.open(`${folder}/x`)!;
    assert.deepEqual([...file.read(8, 2)], [1, 2]);
    for (
      const [address, size, length] of [[8, 99, 3], [8, 2 ** 52, 3], [11, 4, 0], [2 ** 60, 4, 0], [0, 0, 0]] as const
    ) {
      assert.equal(file.read(address, size).length, length, `${size} at ${address}`);
    }
    file.close();
    return Promise.resolve();
  }));

for (const [name, compression] of [["compressed", "gzip"], ["plain", "none"]] as const) {
  Deno.test(`readH5ad() and readH5mu() end well whatever is damaged in ${name} files`, () =>
    withFolder({}, async (folder) => {
      const rng = new Rng(compression.length);
      const tags = new Set<string>();
      await writeH5ad(randomAnnData(new Rng(5)), `${folder}/good.h5ad`, { compression });
      await writeH5mu(randomMuData(new Rng(6)), `${folder}/good.h5mu`, { compression });
      for (const [ending, read] of [["h5ad", readH5ad], ["h5mu", readH5mu]] as const) {
        const whole = await Deno.readFile(`${folder}/good.${ending}`);
        const path = `${folder}/bad.${ending}`;
        for (const { what, bytes } of damagedCopies(whole, rng, 40)) {
          await Deno.writeFile(path, bytes);
          const tag = await endsWell(() => read(path), `${ending} ${what}`);
          if (tag) tags.add(tag);
        }
        assert.equal((await read(`${folder}/good.${ending}`)).kind, ending === "h5ad" ? "anndata" : "mudata");
      }
      assert(tags.has("Corrupt"));
    }));
}
