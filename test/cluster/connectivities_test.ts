import assert from "node:assert/strict";

import { connectivities } from "../../src/cluster/connectivities.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Frame } from "../../src/data/frame.ts";
import { assertThrows, cliques, withGraph } from "./helpers.ts";

Deno.test("connectivities() gives the graph of a key by rows, of whatever storage", () => {
  const graph = cliques(2, 3);
  const adata = withGraph(graph);
  assert.equal(connectivities(adata, "connectivities"), graph);
  const dense = adata.with({ obsp: { dense: graph.toDense() } });
  assert.deepEqual([...connectivities(dense, "dense").indices], [...graph.indices]);
});

Deno.test("connectivities() names the graphs there are", () => {
  assertThrows(
    () => connectivities(withGraph(cliques(1, 2)), "spatial"),
    "NotFound",
    /a graph obsp\['spatial'\] but found the entries 'connectivities'\. Compute it first with neighbors\(\)/,
  );
  assertThrows(() => connectivities(new AnnData({ obs: new Frame(["a"]) }), "x"), "NotFound", /no obsp entries/);
});
