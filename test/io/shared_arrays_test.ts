import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData, Csr, Dense } from "../../src/data/mod.ts";
import { readH5ad, writeH5ad } from "../../src/io/mod.ts";
import { StoredArrays } from "../../src/io/hdf5_writer/stored_arrays.ts";
import { withFolder } from "./temp_folder.ts";

/** A sparse matrix of several chunks an array. */
function large(rng: Rng): Csr {
  const [nRows, perRow] = [700, 400];
  const indptr = Int32Array.from({ length: nRows + 1 }, (_, i) => i * perRow);
  const indices = Int32Array.from({ length: nRows * perRow }, (_, p) => 3 * (p % perRow) + rng.integer(3));
  const data = Float32Array.from({ length: nRows * perRow }, () => 1 + rng.integer(5));
  return new Csr({ shape: [nRows, 3 * perRow], indptr, indices, data });
}

Deno.test("writeH5ad() of matrices that share arrays writes the bytes of matrices that do not", () =>
  withFolder({}, async (folder) => {
    const X = large(new Rng(1));
    const logs = new Float32Array(X.nnz).map((_, p) => Math.log1p(Number(X.data[p])));
    const apart = new Csr({ shape: X.shape, indptr: X.indptr.slice(), indices: X.indices.slice(), data: logs.slice() });
    const layers = { logs: X.withData(logs), logsAgain: X.withData(logs) };
    await writeH5ad(new AnnData({ X, layers }), `${folder}/shared.h5ad`);
    await writeH5ad(
      new AnnData({ X, layers: { logs: apart, logsAgain: apart.withData(logs.slice()) } }),
      `${folder}/apart.h5ad`,
    );
    assert.deepEqual(await Deno.readFile(`${folder}/shared.h5ad`), await Deno.readFile(`${folder}/apart.h5ad`));
    const found = await readH5ad(`${folder}/shared.h5ad`);
    assert.deepEqual((found.layers.logsAgain as Csr).indices, X.indices);
    assert.deepEqual((found.layers.logsAgain as Csr).data, logs);
  }));

Deno.test("writeH5ad() tells parts of one array from each other", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(2);
    const all = new Dense(Float32Array.from({ length: 900 * 300 }, () => rng.uniform()), { shape: [900, 300] });
    const obsm = { low: all.rowRange(0, 450), high: all.rowRange(450, 900), highAgain: all.rowRange(450, 900) };
    await writeH5ad(new AnnData({ X: Dense.zeros(450, 1), obsm }), `${folder}/x.h5ad`);
    const found = await readH5ad(`${folder}/x.h5ad`);
    for (const [name, part] of Object.entries(obsm)) {
      assert.deepEqual([...(found.obsm[name] as Dense).data], [...part.data], name);
    }
  }));

Deno.test("StoredArrays finds the same memory cut in the same pieces, and nothing else", () => {
  const stored = new StoredArrays();
  const memory = new Uint8Array(64);
  const chunks = [{ offset: [0], size: 5, address: 48 }];
  stored.add(memory.subarray(8, 40), 16, chunks);
  assert.equal(stored.find(memory.subarray(8, 40), 16), chunks);
  for (const [start, end, chunkBytes] of [[8, 40, 8], [8, 32, 16], [16, 40, 16]] as const) {
    assert.equal(stored.find(memory.subarray(start, end), chunkBytes), undefined);
  }
  assert.equal(stored.find(memory.slice(8, 40), 16), undefined);
});
