import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { Rng } from "../../src/core/rng.ts";
import { readH5ad, writeH5ad } from "../../src/io/mod.ts";
import { atomicSave } from "../../src/io/atomic_save.ts";
import { contentOf } from "./golden_content.ts";
import { sampleAnnData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("atomicSave() leaves the old file and nothing else when the writing fails", () =>
  withFolder({ "x.bin": "old" }, async (folder) => {
    const path = `${folder}/x.bin`;
    await assert.rejects(
      atomicSave(path, (file) => {
        file.writeSync(new Uint8Array(100));
        return Promise.reject(new RangeError("no"));
      }),
      RangeError,
    );
    assert.equal(await Deno.readTextFile(path), "old");
    assert.equal([...Deno.readDirSync(folder)].length, 1);
    await atomicSave(path, (file) => Promise.resolve(void file.writeSync(new TextEncoder().encode("new"))));
    assert.equal(await Deno.readTextFile(path), "new");
    await assert.rejects(atomicSave(`${folder}/no/x`, () => Promise.resolve()), fails("NotFound", /a folder/));
  }));

Deno.test("writeH5ad() killed at any moment leaves the old file", () =>
  withFolder({}, async (folder) => {
    const path = `${folder}/x.h5ad`;
    const old = sampleAnnData(new Rng(1), 20, 5);
    await writeH5ad(old, path);
    await Deno.writeTextFile(
      `${folder}/script.ts`,
      `import { AnnData, Dense } from "weft/data"; import { writeH5ad } from "weft/io";
      const data = new Float32Array(9e6).map((_, i) => (i * 7919) % 1000);
      const adata = new AnnData({ X: new Dense(data, { shape: [3000, 3000] }) });
      console.log("ready");
      await writeH5ad(adata, Deno.args[0], { compressionLevel: 9 });
      console.log("done");`,
    );
    const rng = new Rng(9);
    let killed = 0;
    for (let trial = 0; trial < 8; trial++) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", `--config=${CHECKOUT}deno.json`, `${folder}/script.ts`, path],
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, rng.integer(250)));
      try {
        child.kill("SIGKILL");
      } catch (error) {
        assert(error instanceof TypeError, "done before it could be killed");
      }
      let said = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        said += new TextDecoder().decode(part.value);
      }
      await child.status;
      const back = await readH5ad(path);
      if (back.nObs === 20) killed++;
      assert.deepEqual(contentOf(back), back.nObs === 20 ? contentOf(old) : contentOf(back), said);
      assert(back.nObs === 20 || back.nObs === 3000);
      if (back.nObs === 3000) await writeH5ad(old, path);
    }
    assert(killed > 0, "no run was killed before it was done");
  }));
