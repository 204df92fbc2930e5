import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { Rng } from "../../src/core/rng.ts";
import { AnnData, Dense, Frame } from "../../src/data/mod.ts";
import { convert, readH5ad, readH5mu, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { contentOf } from "./golden_content.ts";
import { sampleAnnData, sampleMuData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const GOLDEN = fileURLToPath(new URL("../golden/io/", import.meta.url));

Deno.test("convert() rewrites h5ad, zarr and csv as h5ad or h5mu", () =>
  withFolder({ "t.csv": ",g1,g2\na,1,0\nb,0,2\n" }, async (folder) => {
    const adata = sampleAnnData(new Rng(1), 6, 4);
    await writeH5ad(adata, `${folder}/x.h5ad`);
    await convert(`${folder}/x.h5ad`, `${folder}/y.h5ad`);
    assert.deepEqual(contentOf(await readH5ad(`${folder}/y.h5ad`)), contentOf(adata));
    await convert(`${folder}/x.h5ad`, `${folder}/y.h5mu`);
    assert.deepEqual(contentOf((await readH5mu(`${folder}/y.h5mu`)).modality("rna")), contentOf(adata));
    const expected = JSON.parse(await Deno.readTextFile(`${GOLDEN}columns_v3.zarr.json`)).content;
    await convert(`${GOLDEN}columns_v3.zarr.zip`, `${folder}/z.h5ad`);
    assert.deepEqual(contentOf(await readH5ad(`${folder}/z.h5ad`)), expected);
    assert.equal(
      String(await convert(`${folder}/t.csv`, `${folder}/t.h5ad`)),
      String(await readH5ad(`${folder}/t.h5ad`)),
    );
  }));

Deno.test("convert() takes features of several types apart into the modalities of an h5mu", () =>
  withFolder({}, async (folder) => {
    const types = (...of: (string | null)[]) =>
      new AnnData({ X: Dense.fromRows([[1, 2], [3, 4]]), var: new Frame(["a", "b"], { feature_types: of }) });
    const modalities = async (adata: AnnData) => {
      await writeH5ad(adata, `${folder}/x.h5ad`);
      await convert(`${folder}/x.h5ad`, `${folder}/x.h5mu`, { overwrite: true });
      return Object.entries((await readH5mu(`${folder}/x.h5mu`)).mod).map((
        [name, { varNames }],
      ) => [name, ...varNames]);
    };
    assert.deepEqual(await modalities(types("Gene Expression", "Antibody Capture")), [["rna", "a"], ["adt", "b"]]);
    assert.deepEqual(await modalities(types("Antibody Capture", "Antibody Capture")), [["adt", "a", "b"]]);
    assert.deepEqual(await modalities(types("Peaks", null)), [["rna", "a", "b"]]);
  }));

Deno.test("convert() refuses what it cannot write and targets that exist", () =>
  withFolder({}, async (folder) => {
    await writeH5mu(sampleMuData(new Rng(1)), `${folder}/x.h5mu`);
    const source = `${folder}/x.h5mu`;
    await assert.rejects(
      convert(source, `${folder}/y.zarr`),
      fails("Unsupported", /ending in \.h5ad or \.h5mu .*does not write it/),
    );
    await assert.rejects(convert(source, `${folder}/y.csv`), fails("Unsupported", /'.*y\.csv'/));
    await assert.rejects(
      convert(source, `${folder}/y.h5ad`),
      fails("Unsupported", /the modalities 'rna', 'adt' in .*x\.h5mu/),
    );
    await assert.rejects(convert(source, source), fails("Exists", /overwrite/));
    await convert(source, source, { overwrite: true });
    assert.deepEqual((await readH5mu(source)).modalityNames, ["rna", "adt"]);
  }));
