import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { pythonEnvironment } from "../../tools/python_env.ts";
import { Rng } from "../../src/core/rng.ts";
import type { AnnData, MuData } from "../../src/data/mod.ts";
import { readH5ad, readH5mu, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { contentOf } from "./golden_content.ts";
import { sampleAnnData, sampleMuData } from "./sample.ts";
import { withFolder } from "./temp_folder.ts";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const FOLDERS = ["../golden/io/", "../../../shared/golden/io/"].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url))
);

/** What Python reads from files, in their order: contents as JSON, and the keys that h5py sees as bool. */
async function readByPython(python: string, paths: readonly string[]) {
  const { stdout, stderr, success } = await new Deno.Command(python, { args: [`${HERE}python/contents.py`, ...paths] })
    .output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
}

async function rewrite(data: AnnData | MuData, path: string, compression: "gzip" | "none"): Promise<void> {
  await (data.kind === "mudata" ? writeH5mu(data, path, { compression }) : writeH5ad(data, path, { compression }));
}

const python = Deno.env.get("WEFT_TEST_PYTHON") ?? await pythonEnvironment();
if (python === undefined) {
  console.warn("SKIPPED: Python reads back what weft writes (no Python with anndata and mudata)");
}

Deno.test({
  name: "writeH5ad() and writeH5mu() write every golden file so that Python reads its contents back",
  ignore: python === undefined,
  fn: () =>
    withFolder({}, async (folder) => {
      const golden = FOLDERS.find(existsSync)!;
      const names = [...Deno.readDirSync(golden)].map(({ name }) => name).filter((name) => /\.h5(ad|mu)$/.test(name))
        .sort();
      const wanted: unknown[] = [];
      const paths: string[] = [];
      for (const [i, name] of names.entries()) {
        const expected = JSON.parse(await Deno.readTextFile(`${golden}${name}.json`));
        const data = name.endsWith(".h5mu") ? await readH5mu(golden + name) : await readH5ad(golden + name);
        wanted.push(expected.content ?? contentOf(data));
        paths.push(`${folder}/${name}`);
        await rewrite(data, paths[i]!, i % 2 === 0 ? "gzip" : "none");
      }
      const read = await readByPython(python!, paths);
      read.forEach(({ content, error }, i) => {
        assert.equal(error, undefined, names[i]);
        assert.deepEqual(content, wanted[i], names[i]);
      });
      assert(names.length >= 20, `${names.length} files in ${golden}`);
    }),
});

Deno.test({
  name: "writeH5ad() writes objects made here so that Python reads them back, with booleans that h5py sees as bool",
  ignore: python === undefined,
  fn: () =>
    withFolder({}, async (folder) => {
      const made = [
        sampleAnnData(new Rng(1), 13, 8),
        sampleAnnData(new Rng(2), 1, 1),
        sampleAnnData(new Rng(3), 0, 4),
        sampleMuData(new Rng(4)),
      ];
      const paths = made.map((data, i) => `${folder}/${i}.${data.kind === "mudata" ? "h5mu" : "h5ad"}`);
      for (const [i, data] of made.entries()) await rewrite(data, paths[i]!, "gzip");
      const read = await readByPython(python!, paths);
      read.forEach(({ content, error }, i) => {
        assert.equal(error, undefined, paths[i]);
        assert.deepEqual(content, contentOf(made[i]!), paths[i]);
      });
      assert.deepEqual(read[0].booleans, [
        "obs/age/mask",
        "obs/domain@ordered",
        "obs/kept",
        "obs/note/mask",
        "obs/number@ordered",
        "obs/seen/mask",
        "obs/seen/values",
        "uns/column@ordered",
        "uns/mask",
        "uns/yes",
      ]);
    }),
});
