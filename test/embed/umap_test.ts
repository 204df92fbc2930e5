import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import { umap } from "../../src/embed/umap.ts";
import { umapLayout } from "../../src/embed/umap/umap_layout.ts";
import { loadUmapJs, umapJsLayout } from "../../src/embed/umap_js.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { apart, groups, refuses, ring } from "./support.ts";

const X = groups(new Rng(1), 4, 40, 8);
const CELLS = new AnnData({ X });

/** Share of each row's nearest in the layout that belong to its own group of 40. */
function purity(layout: Dense): number {
  const { indices } = exactNeighbors(layout, { nNeighbors: 5 });
  return indices.filter((j, p) => Math.floor(j / 40) === Math.floor(p / 5 / 40)).length / indices.length;
}

// First of all, while the library is not there yet.
Deno.test("umap() with umap-js says to load the library first", () => {
  refuses(
    () => umap(CELLS, { engine: "umap-js" }),
    "NotFound",
    /umap-js to be loaded .* Call await loadUmapJs\(\) once/,
  );
});

Deno.test("umap() keeps groups together, whatever it starts from", () => {
  for (const init of ["spectral", "pca", "random"] as const) {
    const layout = umap(CELLS, { init, nEpochs: 150 }).obsm.X_umap as Dense;
    assert.deepEqual(layout.shape, [160, 2]);
    assert.equal(layout.dtype, "float32");
    assert(purity(layout) > 0.98, init);
  }
});

Deno.test("umap() with umap-js gives the same kind of result", async () => {
  await loadUmapJs();
  const done = umap(CELLS, { engine: "umap-js", nEpochs: 150, nComps: 3 });
  const layout = done.obsm.X_umap as Dense;
  assert.deepEqual(layout.shape, [160, 3]);
  assert.equal(layout.dtype, "float32");
  assert(purity(layout) > 0.98);
  assert.equal((done.uns.umap as { params: { engine: string } }).params.engine, "umap-js");
  assert.deepEqual(umap(CELLS, { engine: "umap-js", nEpochs: 150, nComps: 3 }).obsm.X_umap, layout);
});

Deno.test("umap() with umap-js tells progress, stops by its signal, and refuses what the library cannot do", async () => {
  await loadUmapJs();
  const controller = new AbortController();
  const done: number[] = [];
  const onProgress = (progress: { stage: string; done: number }) => {
    if (progress.stage !== "laying out") return;
    done.push(progress.done);
    if (progress.done === 20) controller.abort();
  };
  const options = { engine: "umap-js", nEpochs: 50 } as const;
  refuses(() => umap(CELLS, { ...options, onProgress, signal: controller.signal }), "Aborted", /the layout/);
  assert.deepEqual(done, [0, 10, 20]);
  refuses(() => umap(CELLS, { ...options, nEpochs: 0 }), "InvalidArgument", /nEpochs/);
  refuses(() => umap(CELLS, { ...options, nComps: 0 }), "InvalidArgument", /nComps/);
  const few = CELLS.subset({ obs: [0, 1, 2, 3, 4] });
  refuses(
    () => umap(few, { ...options, useRep: "X", nNeighbors: 5 }),
    "TooSmall",
    /more than 5 points .* engine 'weft'/,
  );
  assert.equal(umap(few, { ...options, useRep: "X", nNeighbors: 4 }).obsm.X_umap!.nRows, 5);
});

Deno.test("umap() gives the same bytes for a seed, and others for another", () => {
  const layout = (seed: number) => (umap(CELLS, { seed, nEpochs: 30 }).obsm.X_umap as Dense).data;
  assert.deepEqual(layout(3), layout(3));
  assert.notDeepEqual(layout(3), layout(4));
});

Deno.test("umap() writes what scanpy writes, under keyAdded when it is given", () => {
  const done = umap(CELLS, { nEpochs: 5 });
  const { params } = done.uns.umap as { params: { a: number; b: number } };
  assert.deepEqual(Object.keys(params), ["a", "b"]);
  assert(Math.abs(params.a - 0.58303) < 1e-4);
  const named = umap(CELLS, { nEpochs: 5, keyAdded: "flat", seed: 9 });
  assert.deepEqual(Object.keys(named.obsm), ["flat"]);
  assert.equal((named.uns.flat as { params: { random_state: number } }).params.random_state, 9);
});

Deno.test("umap() uses neighbours that were computed before", () => {
  const wide = neighbors(CELLS, { nNeighbors: 30 });
  const narrow = neighbors(wide, { nNeighbors: 4, keyAdded: "narrow" });
  const layout = (options: Parameters<typeof umap>[1]) =>
    (umap(narrow, { nEpochs: 20, ...options }).obsm.X_umap as Dense).data;
  const direct = (nNeighbors: number) => (umap(CELLS, { nEpochs: 20, nNeighbors }).obsm.X_umap as Dense).data;
  assert.deepEqual(layout({}), direct(30));
  assert.deepEqual(layout({ neighborsKey: "narrow" }), direct(4));
  assert.deepEqual(layout({ useRep: "X", nNeighbors: 4 }), direct(4));
  assert.deepEqual(Object.keys(umap(CELLS, { nEpochs: 5 }).obsp), []);
});

Deno.test("umap() of a MuData lays out a joint representation", () => {
  const tissue = new MuData({ mod: { rna: CELLS }, obsm: { X_smart: X } });
  const done = umap(tissue, { useRep: "X_smart", nEpochs: 30 });
  assert(done instanceof MuData);
  assert.equal(done.obsm.X_umap!.nRows, 160);
  assert.deepEqual(Object.keys(tissue.obsm), ["X_smart"]);
});

Deno.test("umap() places what is not connected: far groups stay groups", () => {
  const far = groups(new Rng(2), 6, 25, 5, 300);
  const layout = umap(new AnnData({ X: far }), { nNeighbors: 6, nEpochs: 100 }).obsm.X_umap as Dense;
  const { indices } = exactNeighbors(layout, { nNeighbors: 3 });
  const kept = indices.filter((j, p) => Math.floor(j / 25) === Math.floor(p / 3 / 25)).length;
  assert(kept / indices.length > 0.98);
});

Deno.test("umap() lays out equal rows and two rows without a number going wrong", () => {
  for (const x of [Dense.zeros(30, 3), Dense.fromRows([[0], [1], [5]])]) {
    const layout = umap(new AnnData({ X: x }), { nNeighbors: 3, nEpochs: 20 }).obsm.X_umap as Dense;
    assert(layout.data.every((value) => Number.isFinite(Number(value))));
  }
});

Deno.test("umap() refuses missing neighbours, both sources at once, and unknown engines", () => {
  refuses(() => umap(CELLS, { neighborsKey: "mine" }), "NotFound", /found no uns\['mine'\]\. Call neighbors\(\) first/);
  refuses(() => umap(CELLS, { neighborsKey: "mine", useRep: "X" }), "InvalidArgument", /either neighborsKey or useRep/);
  refuses(() => umap(CELLS, { useRep: "X_pca" }), "NotFound", /X_pca/);
  refuses(() => umap(CELLS, { engine: "cuml" as "weft" }), "InvalidArgument", /'weft', 'umap-js'/);
  refuses(() => umap(CELLS, { signal: AbortSignal.abort() }), "Aborted", /stopped/);
  const lost = CELLS.with({ uns: { neighbors: { connectivities_key: "gone", distances_key: "gone" } } });
  refuses(() => umap(lost), "NotFound", /no obsp\['gone'\]/);
});

Deno.test("umapLayout() draws a ring as a ring, in as many dimensions as asked", () => {
  const layout = umapLayout(ring(80, 2), { nEpochs: 200 });
  for (let i = 0; i < 80; i++) {
    const here = apart(layout.data as Float32Array, 2, i, (i + 1) % 80);
    assert(here < apart(layout.data as Float32Array, 2, i, (i + 40) % 80));
  }
  for (const nComps of [1, 3, 5]) assert.deepEqual(umapLayout(ring(20), { nComps, nEpochs: 10 }).shape, [20, nComps]);
});

Deno.test("umapLayout() spreads points more with a larger minDist", () => {
  const nearest = (minDist: number) => {
    const { connectivities } = neighbors(CELLS).obsp;
    const layout = umapLayout(toCsr(connectivities!), { minDist, nEpochs: 100 });
    const { distances } = exactNeighbors(layout, { nNeighbors: 1 });
    return distances.reduce((sum, d) => sum + d, 0) / distances.length;
  };
  assert(nearest(1) > 2 * nearest(0.01));
});

Deno.test("umapLayout() reports its passes and refuses what cannot be laid out", () => {
  const done: number[] = [];
  umapLayout(ring(10), { nEpochs: 25, onProgress: (progress) => done.push(progress.done) });
  assert.deepEqual(done, [0, 10, 20]);
  refuses(() => umapLayout(ring(10), { init: "pca" }), "InvalidArgument", /features for init 'pca'/);
  refuses(() => umapLayout(ring(10), { nComps: 0 }), "InvalidArgument", /nComps/);
  refuses(() => umapLayout(ring(10), { nEpochs: 0 }), "InvalidArgument", /nEpochs/);
  const single = new Csr({
    shape: [1, 1],
    indptr: Int32Array.of(0, 0),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
  refuses(() => umapLayout(single), "TooSmall", /at least two points to lay out but found 1/);
});

Deno.test("umapJsLayout() refuses rows of different length", async () => {
  await loadUmapJs();
  const uneven = Csr.fromDense(Dense.fromRows([[0, 1, 1], [1, 0, 0], [0, 1, 0]]));
  refuses(() => umapJsLayout(uneven, {}), "Misaligned", /the same number of distances in every row/);
});
