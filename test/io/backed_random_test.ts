import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { type AnnData, type Matrix, toCsr, toDense } from "../../src/data/mod.ts";
import { readH5ad, writeH5ad } from "../../src/io/mod.ts";
import { everything, pick, randomAnnData, someNames } from "./random_objects.ts";
import { withFolder } from "./temp_folder.ts";

/** A random object whose matrices can be read by rows. */
function byRows(rng: Rng): AnnData {
  const adata = randomAnnData(rng, someNames("cell", rng.integer(30)), someNames("gene", rng.integer(9)));
  const straight = (matrix: Matrix) => matrix.kind === "csc" ? toCsr(matrix) : matrix;
  const layers = Object.fromEntries(Object.entries(adata.layers).map(([name, layer]) => [name, straight(layer)]));
  return adata.with({ X: adata.X && straight(adata.X), layers });
}

/** The elements of a matrix, of sparse ones in the order of rows, so that the order within a row does not matter. */
const elements = (matrix: Matrix) => [matrix.dtype, matrix.nRows, matrix.nCols, toDense(matrix).data];

Deno.test("BackedAnnData.subset() of random objects and selections is AnnData.subset(), whatever the storage", () =>
  withFolder({}, async (folder) => {
    for (let seed = 0; seed < 40; seed++) {
      const rng = new Rng(seed);
      const adata = byRows(rng);
      const path = `${folder}/${seed}.h5ad`;
      await writeH5ad(adata, path, { compression: pick(rng, ["gzip", "none"] as const) });
      const backed = await readH5ad(path, { backed: true });
      assert.deepEqual([backed.shape, backed.obsNames, backed.varNames], [adata.shape, adata.obsNames, adata.varNames]);
      const draw = (n: number) => n === 0 ? [] : Array.from({ length: rng.integer(2 * n) }, () => rng.integer(n));
      for (let trial = 0; trial < 3; trial++) {
        const part = pick(rng, [
          { obs: draw(adata.nObs), var: draw(adata.nVars) },
          { obs: draw(adata.nObs) },
          { var: draw(adata.nVars) },
          { obs: { start: 0, end: rng.integer(adata.nObs + 1) } },
        ]);
        const found = await backed.subset(part), expected = adata.subset(part);
        const what = `seed ${seed}: ${JSON.stringify(part)}`;
        for (const slot of ["layers", "obsp", "varp"] as const) {
          assert.deepEqual(Object.keys(found[slot]).sort(), Object.keys(expected[slot]).sort(), what);
          for (const [name, matrix] of Object.entries(found[slot])) {
            assert.deepEqual(elements(matrix), elements(expected[slot][name]!), `${what} ${name}`);
          }
        }
        assert.deepEqual(found.X && elements(found.X), expected.X && elements(expected.X), what);
        const rest = (data: AnnData) => {
          const { obs, var: vars, obsm, varm, uns } = data;
          return { obs, vars, obsm, varm, uns };
        };
        assert.deepEqual(rest(found), rest(expected), what);
      }
      assert.deepEqual(everything(await backed.toMemory()), everything(await readH5ad(path)), `seed ${seed}`);
      backed.close();
    }
  }));

Deno.test("BackedAnnData.blocks() of random objects are all rows, once, in order, for every size of a block", () =>
  withFolder({}, async (folder) => {
    for (let seed = 100; seed < 120; seed++) {
      const rng = new Rng(seed);
      const adata = byRows(rng);
      if (!adata.X) continue;
      await writeH5ad(adata, `${folder}/x.h5ad`, { compression: pick(rng, ["gzip", "none"] as const) });
      const backed = await readH5ad(`${folder}/x.h5ad`, { backed: true });
      const whole = toDense(adata.X);
      let next = 0;
      for await (const { start, end, X } of backed.blocks({ rows: 1 + rng.integer(12) })) {
        assert.equal(start, next, `seed ${seed}`);
        assert.deepEqual([...toDense(X).data], [...whole.rowRange(start, end).data], `seed ${seed}, row ${start}`);
        next = end;
      }
      assert.equal(next, adata.nObs, `seed ${seed}`);
      backed.close();
    }
  }));
