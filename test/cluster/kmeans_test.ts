import assert from "node:assert/strict";

import { kmeans } from "../../src/cluster/kmeans.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Dense } from "../../src/data/dense.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { assertSamePartition, assertThrows, blobs, multiWithRep, withRep } from "./helpers.ts";

Deno.test("kmeans() writes categorical labels that count from 1, centres and params", () => {
  const x = blobs(16, 60, 3, 3, 15);
  const adata = withRep(x);
  const clustered = kmeans(adata, { nClusters: 3, seed: 2 });
  const column = clustered.obs.column("kmeans") as CategoricalColumn;
  assert.deepEqual(column.categories.toArray(), ["1", "2", "3"]);
  assertSamePartition(column.toArray(), x.truth);
  const { params, centers } = clustered.uns.kmeans as UnsDict;
  assert.deepEqual(params, { method: "kmeans", n_clusters: 3, n_init: 10, use_rep: "X_pca", random_state: 2 });
  assert.deepEqual((centers as Dense).shape, [3, 3]);
  assert(!adata.obs.has("kmeans"));
});

Deno.test("kmeans() works on MuData and under another key", () => {
  const x = blobs(17, 30, 2, 2, 15);
  const clustered = kmeans(multiWithRep(x), { nClusters: 2, keyAdded: "domain" });
  assertSamePartition(clustered.obs.column("domain").toArray(), x.truth);
  assertThrows(() => kmeans(withRep(x), { useRep: "nothing" }), "NotFound", /obsm\['nothing'\]/);
});

Deno.test("kmeans() says what is missing or wrong", () => {
  const adata = withRep(blobs(18, 10, 2, 2, 5));
  assertThrows(() => kmeans(adata, { nClusters: 11 }), "TooSmall", /at least 11 observations/);
  assertThrows(() => kmeans(adata, { nClusters: 2.5 }), "InvalidArgument", /nClusters/);
  assertThrows(() => kmeans(adata, { nClusters: 2, signal: AbortSignal.abort() }), "Aborted", /k-means/);
  const bad = adata.with({ obsm: { X_pca: new Dense(new Float64Array(20).fill(NaN), { shape: [10, 2] }) } });
  assertThrows(() => kmeans(bad, { nClusters: 2 }), "BadValues", /'X_pca' to hold finite numbers but found NaN/);
});

Deno.test("kmeans() tells its inertia, steps and starts, one when centres are given", () => {
  const x = blobs(16, 20, 1, 2, 90);
  const clustered = kmeans(withRep(x), { centers: Float64Array.of(x.data[0]!, x.data[1]!) });
  const { params, inertia, n_iter } = clustered.uns.kmeans as UnsDict;
  assert.equal((params as UnsDict).n_init, 1);
  assert.equal((params as UnsDict).n_clusters, 2);
  assert(Number(inertia) > 0 && Number(n_iter) >= 1);
  assertSamePartition(clustered.obs.column("kmeans").toArray(), x.truth);
});
