import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { MuData } from "../../src/data/mudata.ts";
import { neighborGraph } from "../../src/embed/umap/neighbor_graph.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { groups, refuses } from "./support.ts";

const X = groups(new Rng(1), 3, 12, 5);
const OTHER = groups(new Rng(2), 3, 12, 4);
const CELLS = new AnnData({ X, obsm: { other: OTHER } });

Deno.test("neighborGraph() makes neighbours where there are none, in the representation asked for", () => {
  const inX = neighborGraph(CELLS, { nNeighbors: 6 });
  assert.equal(inX.features, X);
  assert.deepEqual(inX.distances, toCsr(neighbors(CELLS, { nNeighbors: 6 }).obsp.distances!));
  const inOther = neighborGraph(CELLS, { useRep: "other", nNeighbors: 6 });
  assert.equal(inOther.features, OTHER);
  assert.notDeepEqual(inOther.distances.indices, inX.distances.indices);
});

Deno.test("neighborGraph() hands its options on: metric, nPcs, seed", () => {
  const options = { metric: "cosine", nPcs: 3, useRep: "other", nNeighbors: 5 } as const;
  const { connectivities } = neighborGraph(CELLS, options);
  assert.deepEqual(connectivities, toCsr(neighbors(CELLS, options).obsp.connectivities!));
});

Deno.test("neighborGraph() takes the neighbours that are there, and what they were found in", () => {
  const done = neighbors(CELLS, { useRep: "other", nNeighbors: 9 });
  const found = neighborGraph(done, { nNeighbors: 3 });
  assert.equal(found.connectivities, done.obsp.connectivities);
  assert.equal(found.features, OTHER);
  const gone = done.with({ obsm: { other: undefined } });
  assert.equal(neighborGraph(gone, {}).features, undefined);
});

Deno.test("neighborGraph() with useRep makes new neighbours though there are some", () => {
  const done = neighbors(CELLS, { useRep: "other", nNeighbors: 9 });
  const found = neighborGraph(done, { useRep: "X", nNeighbors: 4 });
  assert.equal(found.features, X);
  assert.equal(found.distances.nnz, 36 * 3);
});

Deno.test("neighborGraph() finds neighbours by their key, also of a MuData", () => {
  const done = neighbors(CELLS, { keyAdded: "mine", nNeighbors: 5, useRep: "X" });
  assert.equal(neighborGraph(done, { neighborsKey: "mine" }).distances, done.obsp.mine_distances);
  const whole = neighbors(new MuData({ mod: { rna: CELLS }, obsm: { joint: X } }), { useRep: "joint" });
  assert.equal(neighborGraph(whole, {}).connectivities, whole.obsp.connectivities);
  assert.equal(neighborGraph(whole, {}).features, X);
});

Deno.test("neighborGraph() reads neighbours that scanpy wrote, without params", () => {
  const written = neighbors(CELLS).with({
    uns: { neighbors: { connectivities_key: "connectivities", distances_key: "distances" } },
  });
  const found = neighborGraph(written, {});
  assert.equal(found.connectivities.nRows, 36);
  assert.equal(found.features, undefined);
});

Deno.test("neighborGraph() says what is missing", () => {
  refuses(() => neighborGraph(CELLS, { neighborsKey: "mine" }), "NotFound", /no uns\['mine'\]/);
  const cut = neighbors(CELLS).with({ obsp: { distances: undefined } });
  refuses(() => neighborGraph(cut, {}), "NotFound", /the distances that uns\['neighbors'\] names but found no obsp/);
  refuses(() => neighborGraph(new AnnData({ X: Dense.zeros(5, 80) }), {}), "NotFound", /X_pca/);
});
