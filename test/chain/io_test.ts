import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { annData } from "../../src/chain/ann_data.ts";
import { AnnData } from "../../src/chain/anndata.ts";
import { BackedAnnData } from "../../src/chain/backed_anndata.ts";
import {
  convert,
  read,
  read10xH5,
  read10xMtx,
  read10xMuData,
  readCsv,
  readH5ad,
  readH5mu,
  readVisium,
  readZarr,
  splitFeatureTypes,
} from "../../src/chain/io.ts";
import { muData } from "../../src/chain/mu_data.ts";
import { MuData } from "../../src/chain/mudata.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { writeH5ad } from "../../src/io/write_h5ad.ts";
import { writeH5mu } from "../../src/io/write_h5mu.ts";

const rna = annData({ X: Dense.fromRows([[1, 2], [3, 4]]), obs: new Frame(["a", "b"], { domain: ["x", "y"] }) });

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "weft-chain-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("readH5ad() and read() give chainable objects of what was written", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "rna.h5ad");
    await writeH5ad(rna, path);
    for (const back of [await readH5ad(path), await read(path)]) {
      assert(back instanceof AnnData);
      assert.equal(String(back.with({})), String(rna));
      assert.equal(back.log1p().filterObs((row) => row.domain === "y").nObs, 1);
    }
  });
});

Deno.test("readH5ad() opens a file backed when asked to", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "rna.h5ad");
    await writeH5ad(rna, path);
    const backed = await readH5ad(path, { backed: true });
    try {
      assert(backed instanceof BackedAnnData);
      for (const part of [await backed.subset({ obs: ["b"], var: [1] }), await backed.toMemory()]) {
        assert(part instanceof AnnData);
        assert.equal(part.log1p().obsNames.at(-1), "b");
      }
    } finally {
      backed.close();
    }
  });
});

Deno.test("readH5mu() gives a chainable whole with chainable modalities", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "tissue.h5mu");
    await writeH5mu(muData({ rna, adt: rna }), path);
    const back = await readH5mu(path);
    assert(back instanceof MuData);
    assert(back.modality("adt") instanceof AnnData);
    assert.equal(back.modality("rna", (a) => a.log1p()).nObs, 2);
  });
});

Deno.test("readCsv() gives a chainable matrix", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "x.csv");
    await writeFile(path, "name,g1,g2\na,1,2\nb,3,4\n");
    const back = await readCsv(path);
    assert(back instanceof AnnData);
    assert.deepEqual(back.varNames, ["g1", "g2"]);
  });
});

Deno.test("splitFeatureTypes() gives chainable modalities", () => {
  const types = new Frame(["CD3E", "CD3"], { ["feature_types"]: ["Gene Expression", "Antibody Capture"] });
  const both = splitFeatureTypes(annData({ X: Dense.fromRows([[1, 2]]), var: types }));
  assert(both instanceof MuData);
  assert.equal(both.modalityNames.length, 2);
});

Deno.test("readers hand on the errors of the files", async () => {
  for (const reader of [readH5ad, readH5mu, readZarr, readCsv, read10xH5, read10xMtx, read10xMuData, readVisium]) {
    await assert.rejects(reader("none.h5ad"), (error) => isWeftError(error, "NotFound"), reader.name);
  }
});

Deno.test("convert() gives what it wrote, chainable", async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, "x.csv"), "name,g1\na,1\n");
    assert(await convert(join(folder, "x.csv"), join(folder, "x.h5ad")) instanceof AnnData);
    const whole = await convert(join(folder, "x.h5ad"), join(folder, "x.h5mu"));
    assert(whole instanceof MuData);
    assert.deepEqual(whole.modality("rna").varNames, ["g1"]);
  });
});
