import assert from "node:assert/strict";

import { connectivities } from "../../src/cluster/connectivities.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { searchResolution } from "../../src/cluster/search_resolution.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { assertThrows, cliques, withGraph } from "./helpers.ts";

Deno.test("connectivities() gives the graph of a key by rows, of whatever storage", () => {
  const graph = cliques(2, 3);
  const adata = withGraph(graph);
  assert.equal(connectivities(adata, {}), graph);
  const dense = adata.with({ obsp: { dense: graph.toDense() } });
  assert.deepEqual([...connectivities(dense, { obsp: "dense" }).indices], [...graph.indices]);
});

Deno.test("connectivities() names the graphs there are", () => {
  assertThrows(
    () => connectivities(withGraph(cliques(1, 2)), { obsp: "spatial" }),
    "NotFound",
    /a graph obsp\['spatial'\] but found the entries 'connectivities'\. Compute it first with neighbors\(\)/,
  );
  assertThrows(
    () => connectivities(new AnnData({ obs: new Frame(["a"]) }), { obsp: "x" }),
    "NotFound",
    /no obsp entries/,
  );
});

Deno.test("connectivities() takes the graph that neighbors() noted under a key", () => {
  const near = neighbors(new AnnData({ X: Dense.fromRows([[0], [1], [5], [6]]) }), { nNeighbors: 2, keyAdded: "near" });
  assert.equal(connectivities(near, { neighborsKey: "near" }), near.obsp.near_connectivities);
  for (const cluster of [leiden, searchResolution]) {
    const { obs } = cluster(near, { neighborsKey: "near", nClusters: 2 });
    assert.deepEqual(obs.column("leiden").toArray(), ["0", "0", "1", "1"]);
  }
});

Deno.test("connectivities() refuses a key without neighbours, and two names for one graph", () => {
  const adata = withGraph(cliques(1, 2)).with({ uns: { odd: {} } });
  assertThrows(
    () => connectivities(adata, { neighborsKey: "near" }),
    "NotFound",
    /uns\['near'\] but found no such entry/,
  );
  assertThrows(() => connectivities(adata, { neighborsKey: "odd" }), "NotFound", /names no connectivities/);
  assertThrows(
    () => connectivities(adata, { neighborsKey: "odd", obsp: "connectivities" }),
    "InvalidArgument",
    /either obsp or neighborsKey but found both/,
  );
});
