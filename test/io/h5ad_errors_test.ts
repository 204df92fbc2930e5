import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { Rng } from "../../src/core/rng.ts";
import type { ErrorTag } from "../../src/core/error.ts";
import { AnnData, Dense, MuData } from "../../src/data/mod.ts";
import { readH5ad, readH5mu, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { sampleAnnData, sampleMuData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const GOLDEN = fileURLToPath(new URL("../golden/io/", import.meta.url));
const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("readH5ad() names similar files when there is no such file", () =>
  withFolder({ "lymph_rna.h5ad": "x", "other.txt": "x" }, async (folder) => {
    await assert.rejects(
      readH5ad(`${folder}/lymph_rnaa.h5ad`),
      fails("NotFound", /Names like it there: '.*lymph_rna\.h5ad'\./),
    );
    await assert.rejects(readH5ad(`${folder}/none/x.h5ad`), fails("NotFound", /a file .*none\/x\.h5ad/));
    await assert.rejects(readH5ad(folder), fails("NotFound", /found a folder/));
  }));

Deno.test("readH5ad() says of a file that it is not HDF5, empty or truncated", () =>
  withFolder({ "page.h5ad": "<html>not found</html>", "empty.h5ad": "" }, async (folder) => {
    await assert.rejects(readH5ad(`${folder}/page.h5ad`), fails("Corrupt", /Expected an HDF5 file but found .* page/));
    await assert.rejects(readH5ad(`${folder}/empty.h5ad`), fails("Corrupt", /empty\.h5ad/));
    await writeH5ad(sampleAnnData(new Rng(1), 30, 9), `${folder}/x.h5ad`);
    const bytes = await Deno.readFile(`${folder}/x.h5ad`);
    for (const part of [0.999, 0.5, 0.01]) {
      await Deno.writeFile(`${folder}/cut.h5ad`, bytes.subarray(0, Math.floor(part * bytes.length)));
      await assert.rejects(readH5ad(`${folder}/cut.h5ad`), fails("Corrupt", /cut\.h5ad/));
    }
  }));

Deno.test("readH5ad() survives damaged bytes anywhere with a tagged error, and reads good files afterwards", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(7);
    const good = `${folder}/good.h5ad`;
    await writeH5ad(sampleAnnData(rng, 30, 9), good);
    const bytes = await Deno.readFile(good);
    for (let trial = 0; trial < 40; trial++) {
      const bad = bytes.slice();
      for (let k = 0; k < 3; k++) bad[48 + rng.integer(bad.length - 48)]! ^= 1 + rng.integer(255);
      await Deno.writeFile(`${folder}/bad.h5ad`, bad);
      await readH5ad(`${folder}/bad.h5ad`).catch((error) => {
        assert.match(error.name, /^WeftError/, error.stack);
      });
      assert.equal((await readH5ad(good)).nObs, 30);
    }
  }));

Deno.test("readH5ad() names the key and the encoding that it does not know", () =>
  withFolder({}, async (folder) => {
    await writeH5ad(new AnnData({ X: Dense.fromRows([[1]]), uns: { odd: "1" } }), `${folder}/x.h5ad`, {
      compression: "none",
    });
    const bytes = await Deno.readFile(`${folder}/x.h5ad`);
    const text = new TextDecoder("latin1").decode(bytes);
    const at = text.indexOf("numeric-scalar") < 0 ? text.lastIndexOf("string-array") : text.indexOf("numeric-scalar");
    bytes.set(new TextEncoder().encode("strinG-array"), at);
    await Deno.writeFile(`${folder}/x.h5ad`, bytes);
    await assert.rejects(
      readH5ad(`${folder}/x.h5ad`),
      fails(
        "Unsupported",
        /an encoding that weft reads but found 'strinG-array' version '0\.2\.0' in '.*_index' of .*x\.h5ad/,
      ),
    );
  }));

Deno.test("readH5ad() refuses a compression filter it does not know before the library sees it", () =>
  withFolder({}, async (folder) => {
    const bytes = await Deno.readFile(`${GOLDEN}filter_zstd.h5ad`);
    for (let at = 0; at + 9 < bytes.length; at++) {
      if (bytes[at] === 0x0f && bytes[at + 1] === 0x7d) bytes[at + 1] = 0x7e;
    }
    await Deno.writeFile(`${folder}/x.h5ad`, bytes);
    await assert.rejects(
      readH5ad(`${folder}/x.h5ad`),
      fails("Unsupported", /filter 32271 .* in 'X\/.*' of .*Write the file again with gzip/),
    );
  }));

Deno.test("readH5ad() and readH5mu() send each other's files to each other", () =>
  withFolder({}, async (folder) => {
    await writeH5ad(sampleAnnData(new Rng(1), 3, 2), `${folder}/x.h5ad`);
    await writeH5mu(sampleMuData(new Rng(1)), `${folder}/x.h5mu`);
    await assert.rejects(readH5ad(`${folder}/x.h5mu`), fails("Unsupported", /a MuData file .*readH5mu\(\)/));
    await assert.rejects(readH5mu(`${folder}/x.h5ad`), fails("Unsupported", /an AnnData .*readH5ad\(\)/));
  }));

Deno.test("readH5ad() and writeH5ad() say which permission they lack", () =>
  withFolder({}, async (folder) => {
    await writeH5ad(sampleAnnData(new Rng(1), 3, 2), `${folder}/x.h5ad`);
    const script = `import { AnnData } from "weft/data"; import { readH5ad, writeH5ad } from "weft/io";
      const [what, path] = Deno.args;
      try { what === "read" ? console.log(String(await readH5ad(path))) : await writeH5ad(new AnnData({}), path); }
      catch (error) { console.log(error.tag + ": " + error.message); }`;
    await Deno.writeTextFile(`${folder}/script.ts`, script);
    const run = async (flags: string[], what: string) => {
      const args = [
        "run",
        "--no-prompt",
        `--config=${CHECKOUT}deno.json`,
        ...flags,
        `${folder}/script.ts`,
        what,
        `${folder}/x.h5ad`,
      ];
      const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
      return new TextDecoder().decode(stdout);
    };
    assert.match(await run(["--allow-env"], "read"), /^Permission: .*--allow-read=.*x\.h5ad/);
    assert.match(await run(["--allow-read"], "read"), /^Permission: .*--allow-env/);
    assert.match(await run(["--allow-read", "--allow-env"], "read"), /^AnnData object with n_obs × n_vars = 3 × 2/);
    assert.match(await run(["--allow-read"], "write"), /^Permission: .*--allow-write=/);
  }));

Deno.test("writeH5ad() refuses what the file cannot hold, and leaves nothing behind", () =>
  withFolder({}, async (folder) => {
    const adata = new AnnData({ X: Dense.zeros(1, 1) });
    const path = `${folder}/x.h5ad`;
    const refuses = (write: Promise<void>, tag: ErrorTag, message: RegExp) =>
      assert.rejects(write, fails(tag, message));
    const uns = (value: unknown) => adata.with({ uns: { odd: value as never } });
    for (const value of [new Date(), new Map([["a", 1]]), new Set(["a"]), () => 1]) {
      await refuses(writeH5ad(uns(value), path), "Unsupported", /in uns\['odd'\]/);
    }
    const tissue = new MuData({ mod: { rna: adata } });
    await refuses(writeH5ad(tissue as never, path), "InvalidArgument", /an AnnData but found a MuData\. .*writeH5mu/);
    await refuses(writeH5mu(adata as never, path), "InvalidArgument", /a MuData but found an AnnData\. .*writeH5ad/);
    await refuses(writeH5ad(undefined as never, path), "InvalidArgument", /an AnnData but found undefined/);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));
