import assert from "node:assert/strict";

import { fitLeiden } from "../../src/cluster/fit_leiden.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Frame } from "../../src/data/frame.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import {
  assertSamePartition,
  assertThrows,
  blobs,
  byClique,
  cliques,
  multiWithRep,
  randomGraph,
  withGraph,
} from "./helpers.ts";

Deno.test("leiden() writes categorical labels from 0 and params, without touching its input", () => {
  const adata = withGraph(cliques(3, 4));
  const clustered = leiden(adata, { resolution: 1, seed: 3 });
  const column = clustered.obs.column("leiden") as CategoricalColumn;
  assert.deepEqual(column.categories.toArray(), ["0", "1", "2"]);
  assertSamePartition(column.toArray(), byClique(3, 4));
  const { params } = clustered.uns.leiden as UnsDict;
  assert.equal(Number((params as UnsDict).resolution), 1);
  assert.equal((params as UnsDict).random_state, 3);
  assert(!adata.obs.has("leiden"));
});

Deno.test("leiden() names the graphs there are when the one asked for is missing", () => {
  assertThrows(
    () => leiden(withGraph(cliques(2, 3)), { obsp: "spatial" }),
    "NotFound",
    /obsp\['spatial'\].*'connectivities'/,
  );
  assertThrows(() => leiden(new AnnData({ obs: new Frame(["a"]) })), "NotFound", /no obsp entries.*neighbors\(\)/);
});

Deno.test("leiden() writes under the keys it is given, and modularity as fitLeiden() tells it", () => {
  const graph = randomGraph(31, 40, 120);
  const adata = withGraph(graph).with({ obsp: { other: graph, connectivities: undefined } });
  const clustered = leiden(adata, { obsp: "other", keyAdded: "community", resolution: 0.7, nIterations: 2, seed: 5 });
  const want = fitLeiden(graph, { resolution: 0.7, nIterations: 2, seed: 5 });
  const { params, modularity: quality } = clustered.uns.community as UnsDict;
  assert.equal(Number(quality), want.quality);
  assert.equal((params as UnsDict).n_iterations, 2);
  assert.deepEqual(clustered.obs.column("community").toArray(), Array.from(want.labels, String));
  assert(!clustered.obs.has("leiden"));
});

Deno.test("leiden() works on MuData", () => {
  const graph = cliques(2, 3);
  const data = multiWithRep(blobs(1, 6, 1, 2, 9)).with({ obsp: { connectivities: graph } });
  assertSamePartition(leiden(data).obs.column("leiden").toArray(), byClique(2, 3));
});

Deno.test("leiden() passes signal and progress on", () => {
  const adata = withGraph(cliques(3, 4));
  assertThrows(() => leiden(adata, { signal: AbortSignal.abort() }), "Aborted", /communities/);
  let seen = 0;
  leiden(adata, { onProgress: () => seen++ });
  assert(seen >= 1);
});
