import assert from "node:assert/strict";

import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { interrupt } from "../../src/core/interrupt.ts";
import type { Watched } from "../../src/core/progress.ts";
import { AnnData, Dense } from "../../src/data/mod.ts";
import {
  read10xH5,
  read10xMtx,
  readCsv,
  readH5ad,
  readH5mu,
  readTable,
  readZarr,
  writeH5ad,
  writeH5mu,
} from "../../src/io/mod.ts";
import { randomAnnData, randomMuData } from "./random_objects.ts";
import { fails, put, withFolder } from "./temp_folder.ts";
import { MATRIX, writeH5 } from "./tenx/h5_fixture.ts";
import { smallAnnData } from "./zarr/zarr_fixture.ts";

/** A signal that is given when it has been looked at so often. */
function signalAfter(looks: number): { signal: AbortSignal; looked: () => number } {
  const { signal } = new AbortController();
  let count = 0;
  const get = (_: AbortSignal, key: string | symbol) =>
    key === "aborted" ? ++count > looks : Reflect.get(signal, key, signal);
  return { signal: new Proxy(signal, { get }), looked: () => count };
}

/** Stops work at every moment at which it looks at its signal, from the first to the last; gives their number. */
async function stopEverywhere(work: (options: Watched) => Promise<unknown>, after: () => void): Promise<number> {
  for (let looks = 0;; looks++) {
    const { signal, looked } = signalAfter(looks);
    const ended = await work({ signal }).then(() => undefined, (error) => error);
    if (ended === undefined) return looks;
    assert(isWeftError(ended, "Aborted"), `after ${looks} looks: ${ended.stack}`);
    assert.equal(looked(), looks + 1, "it stops at once");
    after();
  }
}

Deno.test("reading and writing without a signal end at the stop button, and listen no longer than they take", () =>
  withFolder({}, async (folder) => {
    const adata = randomAnnData(new Rng(5)), tissue = randomMuData(new Rng(2));
    const h5ad = `${folder}/x.h5ad`, h5mu = `${folder}/x.h5mu`, csv = `${folder}/x.csv`;
    await put(csv, ",g1,g2\na,1,0\nb,0,2\n");
    await writeH5ad(adata, h5ad);
    await writeH5mu(tissue, h5mu);
    assert.equal(interrupt(), 0);
    const calls = {
      writeH5ad: () => writeH5ad(adata, h5ad),
      writeH5mu: () => writeH5mu(tissue, h5mu),
      readH5ad: () => readH5ad(h5ad),
      readH5mu: () => readH5mu(h5mu),
      readCsv: () => readCsv(csv),
      readTable: () => readTable(csv),
    };
    for (const [name, call] of Object.entries(calls)) {
      const work = call();
      const failed = assert.rejects(work, (error) => isWeftError(error, "Aborted"), name);
      // A reader of lines begins to listen when it is first asked for some.
      await Promise.resolve();
      assert.equal(interrupt(), 1, name);
      await failed;
      assert.equal(interrupt(), 0, name);
    }
    assert.equal((await readH5ad(h5ad)).nObs, adata.nObs);
  }));

const namesIn = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();

Deno.test("writeH5ad() and writeH5mu() stopped at any moment leave the old file and nothing else", () =>
  withFolder({}, async (folder) => {
    const adata = randomAnnData(new Rng(5)), tissue = randomMuData(new Rng(2));
    for (const compression of ["gzip", "none"] as const) {
      const writers = {
        "x.h5ad": (options: Watched) => writeH5ad(adata, `${folder}/x.h5ad`, { ...options, compression }),
        "x.h5mu": (options: Watched) => writeH5mu(tissue, `${folder}/x.h5mu`, { ...options, compression }),
      };
      for (const [name, write] of Object.entries(writers)) {
        await put(`${folder}/${name}`, "old");
        const stops = await stopEverywhere(write, () => {
          assert.equal(Deno.readTextFileSync(`${folder}/${name}`), "old");
          assert.deepEqual(namesIn(folder), [name]);
        });
        assert(stops > 10, `${name} ${compression}: ${stops} moments`);
        await Deno.remove(`${folder}/${name}`);
      }
    }
  }));

Deno.test("every reader stopped at any moment throws Aborted, leaves no file open, and reads on the next call", () =>
  withFolder(smallAnnData(3), async (folder) => {
    const mtx = "%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 4\n";
    await put(`${folder}/mtx/matrix.mtx`, mtx);
    await put(`${folder}/mtx/barcodes.tsv`, "a\nb\n");
    await put(`${folder}/mtx/features.tsv`, "E1\tg1\tGene Expression\nE2\tg2\tGene Expression\n");
    await put(`${folder}/t.csv`, "id,x\na,1\nb,2\n");
    await writeH5(`${folder}/x.h5`, { data: MATRIX });
    await writeH5ad(randomAnnData(new Rng(6)), `${folder}/x.h5ad`);
    await writeH5mu(randomMuData(new Rng(4)), `${folder}/x.h5mu`);
    const readers: Record<string, (options: Watched) => Promise<unknown>> = {
      readH5ad: (options) => readH5ad(`${folder}/x.h5ad`, options),
      readH5mu: (options) => readH5mu(`${folder}/x.h5mu`, options),
      readZarr: (options) => readZarr(folder, options),
      read10xH5: (options) => read10xH5(`${folder}/x.h5`, options),
      read10xMtx: (options) => read10xMtx(`${folder}/mtx`, options),
      readCsv: (options) => readCsv(`${folder}/t.csv`, options),
      readTable: (options) => readTable(`${folder}/t.csv`, options),
    };
    for (const [name, read] of Object.entries(readers)) {
      const stops = await stopEverywhere(read, () => {});
      assert(stops > 0, `${name} never looks at its signal`);
    }
  }));

Deno.test("readH5ad() and writeH5ad() give timers their turn, so that a signal can be given while they work", () =>
  withFolder({}, async (folder) => {
    const layers = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`l${i}`, Dense.zeros(300, 100)]));
    const adata = new AnnData({ X: Dense.zeros(300, 100), layers });
    const path = `${folder}/x.h5ad`;
    const soon = () => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 0);
      return controller.signal;
    };
    await writeH5ad(adata, path, { compression: "none" });
    await assert.rejects(readH5ad(path, { signal: soon() }), fails("Aborted", /reading/));
    for (const compression of ["gzip", "none"] as const) {
      await assert.rejects(
        writeH5ad(adata, `${folder}/y.h5ad`, { compression, signal: soon() }),
        fails("Aborted", /writing/),
      );
    }
    assert.deepEqual(namesIn(folder), ["x.h5ad"]);
  }));
