import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { DISPLAY } from "../../src/core/renderers.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData, Csr, Dense, toCsc, toCsr, toDense } from "../../src/data/mod.ts";
import { readH5ad, writeH5ad } from "../../src/io/mod.ts";
import { contentOf } from "./golden_content.ts";
import { randomCsr, randomDense, sampleAnnData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("BackedAnnData.blocks() give the rows of X and of a layer, whatever the size of a block", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(1);
    const adata = new AnnData({ X: randomCsr(rng, 23, 7), layers: { dense: randomDense(rng, 23, 7) } });
    for (const compression of ["gzip", "none"] as const) {
      await writeH5ad(adata, `${folder}/x.h5ad`, { compression });
      const backed = await readH5ad(`${folder}/x.h5ad`, { backed: true });
      assert.deepEqual([backed.X!.format, backed.X!.dtype, backed.layers["dense"]!.format], [
        "csr",
        "float32",
        "dense",
      ]);
      for (const rows of [1, 4, 23, 100]) {
        let next = 0;
        for await (const { start, end, X } of backed.blocks({ rows })) {
          assert.equal(start, next);
          assert.deepEqual(toDense(X).toRows(), toDense(adata.X!).rowRange(start, end).toRows());
          next = end;
        }
        assert.equal(next, 23);
        for await (const { start, end, X } of backed.blocks({ rows, layer: "dense" })) {
          assert.deepEqual((X as Dense).data, (adata.layers["dense"] as Dense).rowRange(start, end).data.slice());
        }
      }
      backed.close();
    }
  }));

Deno.test("BackedAnnData.subset() and toMemory() give what AnnData gives", () =>
  withFolder({}, async (folder) => {
    const adata = sampleAnnData(new Rng(2), 40, 6);
    const rows = { ...adata.layers, counts: toCsr(adata.layers["counts"]!) };
    const stored = adata.with({ layers: rows });
    await writeH5ad(stored, `${folder}/x.h5ad`);
    const backed = await readH5ad(`${folder}/x.h5ad`, { backed: true });
    assert.deepEqual([backed.nObs, backed.nVars, backed.obsNames[0]], [40, 6, "cell 0 ß"]);
    for (const obs of [[7, 3, 3, 39, 0], { start: 5, end: 9 }, [], ["cell 4 ß"], undefined]) {
      for (const columns of [undefined, [5, 0, 0], []]) {
        const part = { ...(obs && { obs }), ...(columns && { var: columns }) };
        const expected = stored.subset(part).with({ raw: null });
        assert.deepEqual(contentOf(await backed.subset(part)), contentOf(expected));
      }
    }
    assert.deepEqual(contentOf(await backed.toMemory()), contentOf(stored));
    backed.close();
  }));

Deno.test("readH5ad() with backed says that blocks of rows of a CSC matrix need a scan", () =>
  withFolder({}, async (folder) => {
    await writeH5ad(new AnnData({ X: toCsc(randomCsr(new Rng(3), 5, 4)) }), `${folder}/x.h5ad`);
    await assert.rejects(
      readH5ad(`${folder}/x.h5ad`, { backed: true }),
      fails("Unsupported", /found a CSC matrix in 'X' of .*scan/),
    );
    await writeH5ad(new AnnData({ X: randomCsr(new Rng(3), 5, 4) }), `${folder}/y.h5ad`);
    const backed = await readH5ad(`${folder}/y.h5ad`, { backed: true });
    await assert.rejects(
      backed.blocks({ layer: "counts" }).next(),
      fails("NotFound", /a layer 'counts' but found no layers/),
    );
    await assert.rejects(backed.X!.rows(0, 9), fails("InvalidArgument", /end to be an integer from 0 to 5/));
    backed.close();
  }));

Deno.test("BackedAnnData.blocks() hold a small part of a file that is larger than the memory given", () =>
  withFolder({}, async (folder) => {
    const [nObs, nVars] = [30_000, 2_000];
    const perRow = 500;
    const indptr = Int32Array.from({ length: nObs + 1 }, (_, i) => i * perRow);
    const indices = Int32Array.from({ length: nObs * perRow }, (_, p) => 4 * (p % perRow));
    const data = Float64Array.from({ length: nObs * perRow }, (_, p) => 1 + p % 5);
    const X = new Csr({ shape: [nObs, nVars], indptr, indices, data });
    await writeH5ad(new AnnData({ X }), `${folder}/x.h5ad`, { compressionLevel: 1 });
    await Deno.writeTextFile(
      `${folder}/script.ts`,
      `import { readH5ad } from "weft/io";
      declare function gc(): void;
      const backed = await readH5ad(Deno.args[0], { backed: true });
      let total = 0, most = 0;
      for await (const { X } of backed.blocks({ rows: 500 })) {
        for (const value of X.data) total += Number(value);
        gc();
        const { external, heapUsed } = Deno.memoryUsage();
        most = Math.max(most, external + heapUsed);
      }
      backed.close();
      console.log(JSON.stringify({ total, most }));`,
    );
    const args = [
      "run",
      "-A",
      "--no-check",
      "--v8-flags=--expose-gc",
      `--config=${CHECKOUT}deno.json`,
      `${folder}/script.ts`,
      `${folder}/x.h5ad`,
    ];
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
    assert.equal(stdout.length > 0, true, new TextDecoder().decode(stderr));
    const { total, most } = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(total, data.reduce((sum, value) => sum + value, 0));
    assert(most < X.nBytes / 4, `held ${most} bytes for a matrix of ${X.nBytes}`);
  }));

Deno.test("BackedAnnData as text is what anndata prints of a backed object", () =>
  withFolder({}, async (folder) => {
    const path = `${folder}/it's.h5ad`;
    const X = Dense.zeros(3, 2);
    await writeH5ad(new AnnData({ X, layers: { counts: X }, obsm: { spatial: Dense.zeros(3, 2) } }), path);
    const backed = await readH5ad(path, { backed: true });
    assert.equal(
      String(backed),
      `AnnData object with n_obs × n_vars = 3 × 2 backed at "${path}"\n    obsm: 'spatial'\n    layers: 'counts'`,
    );
    assert.deepEqual(backed.shape, [3, 2]);
    assert.deepEqual(backed[DISPLAY](), { "text/plain": String(backed) });
    backed.close();
  }));

Deno.test("BackedAnnData says after close() that the file is closed, not that it is damaged", () =>
  withFolder({}, async (folder) => {
    await writeH5ad(new AnnData({ X: randomCsr(new Rng(5), 4, 3) }), `${folder}/x.h5ad`);
    const backed = await readH5ad(`${folder}/x.h5ad`, { backed: true });
    backed.close();
    backed.close();
    for (const read of [() => backed.X!.rows(0, 1), () => backed.toMemory(), () => backed.subset({ obs: [0] })]) {
      await assert.rejects(
        read,
        fails("Failed", /an open file but found a closed one in .*x\.h5ad\. .*open the file again/),
      );
    }
  }));
