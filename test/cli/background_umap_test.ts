import assert from "node:assert/strict";
import { BackgroundUmap } from "../../src/cli/integrate/background_umap.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { umap } from "../../src/embed/umap.ts";

function cells(make: (length: number) => Dense): AnnData {
  const rows = make(90 * 4);
  return new AnnData({ X: Dense.zeros(rows.nRows, 1), obsm: { X_rep: rows } });
}

const rng = new Rng(3);
const float32 = cells((n) => new Dense(Float32Array.from({ length: n }, () => rng.normal()), { shape: [90, 4] }));
const float64 = cells((n) => new Dense(Float64Array.from({ length: n }, () => rng.normal()), { shape: [90, 4] }));
const OPTIONS = { useRep: "X_rep", nNeighbors: 7, seed: 5 };

Deno.test("BackgroundUmap gives the bytes and the notes of umap()", async () => {
  for (const data of [float32, float64]) {
    using layout = new BackgroundUmap(data, OPTIONS);
    const [found, expected] = [await layout.addTo(data), umap(data, OPTIONS)];
    assert.deepEqual(found.obsm.X_umap, expected.obsm.X_umap);
    assert.deepEqual({ ...found.uns.umap as object }, { ...expected.uns.umap as object });
    assert.equal(data.obsm.X_umap, undefined);
  }
});

Deno.test("BackgroundUmap takes rows that are a part of a larger array", async () => {
  const rows = cells(() => (float32.obsm.X_rep as Dense).rowRange(10, 80));
  using layout = new BackgroundUmap(rows, OPTIONS);
  assert.deepEqual((await layout.addTo(rows)).obsm.X_umap, umap(rows, OPTIONS).obsm.X_umap);
});

Deno.test("BackgroundUmap passes a failure on when it is waited for", async () => {
  using layout = new BackgroundUmap(float32, { ...OPTIONS, nNeighbors: -1 });
  await assert.rejects(
    layout.addTo(float32),
    (error) => isWeftError(error, "InvalidArgument") && /nNeighbors/.test(error.message),
  );
});

Deno.test("BackgroundUmap refuses a representation that is not there at once", () => {
  assert.throws(() => new BackgroundUmap(float32, { ...OPTIONS, useRep: "X_none" }), (e) => isWeftError(e, "NotFound"));
});

Deno.test("BackgroundUmap can be given up while it works", () => {
  new BackgroundUmap(float32, OPTIONS)[Symbol.dispose]();
});
