import assert from "node:assert/strict";

import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { gmm } from "../../src/cluster/gmm.ts";
import { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Dense } from "../../src/data/dense.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { assertSamePartition, assertThrows, blobs, multiWithRep, withRep } from "./helpers.ts";

Deno.test("gmm() writes categorical labels that count from 1, and what was done", () => {
  const x = blobs(1, 90, 4, 3, 15);
  const adata = gmm(withRep(x), { nClusters: 3, keyAdded: "domain", seed: 7 });
  const domain = adata.obs.column("domain") as CategoricalColumn;
  assert.equal(domain.kind, "categorical");
  assert.deepEqual(domain.categories.toArray(), ["1", "2", "3"]);
  assertSamePartition(domain.toArray(), x.truth);
  const { params, bic, proportions, curve } = adata.uns.domain as UnsDict;
  assert.deepEqual(params, {
    method: "gmm",
    model: "EEE",
    n_clusters: 3,
    init: "hierarchical",
    n_init: 1,
    use_rep: "X_pca",
    n_comps: 4,
    subset_above: 2000,
    random_state: 7,
  });
  assert.equal(Number(bic), fitGmm(x, { nClusters: 3 }).bic);
  assert.deepEqual((proportions as Dense).shape, [3]);
  assert.equal(curve, undefined);
});

Deno.test("gmm() works on MuData and leaves the rest of the object alone", () => {
  const x = blobs(2, 60, 3, 2, 12);
  const data = multiWithRep(x);
  const clustered = gmm(data, { nClusters: 2 });
  assertSamePartition(clustered.obs.column("gmm").toArray(), x.truth);
  assert.equal(clustered.kind, "mudata");
  assert(!data.obs.has("gmm"));
  assert.equal(clustered.obsm.X_pca, data.obsm.X_pca);
});

Deno.test("gmm() reduces a wide representation to its principal components first", () => {
  const x = blobs(3, 120, 30, 3, 6);
  const adata = gmm(withRep(x), { nClusters: 3 });
  assert.equal(((adata.uns.gmm as UnsDict).params as UnsDict).n_comps, 20);
  assertSamePartition(adata.obs.column("gmm").toArray(), x.truth);
  const whole = gmm(withRep(x), { nClusters: 3, nComps: null });
  assert.deepEqual(((whole.uns.gmm as UnsDict).means as Dense).shape, [3, 30]);
  const few = gmm(withRep(x), { nClusters: 3, nComps: 5 });
  assert.deepEqual(((few.uns.gmm as UnsDict).means as Dense).shape, [3, 5]);
});

Deno.test("gmm() reads float32, and X", () => {
  const x = blobs(4, 40, 2, 2, 12);
  const adata = withRep(x).with({ obsm: { X_pca: new Dense(Float32Array.from(x.data), { shape: [40, 2] }) } });
  assertSamePartition(gmm(adata, { nClusters: 2 }).obs.column("gmm").toArray(), x.truth);
});

Deno.test("gmm() with 'auto' chooses the number of clusters and keeps the curve", () => {
  const x = blobs(5, 160, 3, 4, 15);
  const adata = gmm(withRep(x), { nClusters: "auto", maxClusters: 7 });
  const { params, curve } = adata.uns.gmm as UnsDict;
  assert.equal((params as UnsDict).n_clusters, 4);
  assert.deepEqual([...((curve as UnsDict).n_clusters as Dense).data], [2, 3, 4, 5, 6, 7]);
  assertSamePartition(adata.obs.column("gmm").toArray(), x.truth);
});

Deno.test("gmm() says what is missing or wrong", () => {
  const adata = withRep(blobs(6, 12, 2, 2, 5));
  assertThrows(() => gmm(adata, { useRep: "X_smart" }), "NotFound", /obsm\['X_smart'\].*'X_pca'/);
  assertThrows(() => gmm(adata, { nClusters: 12 }), "TooSmall", /Lower nClusters/);
  assertThrows(() => gmm(adata, { nClusters: 2, nComps: 0 }), "InvalidArgument", /nComps/);
  const bad = adata.with({ obsm: { X_pca: new Dense(new Float64Array(24).fill(NaN), { shape: [12, 2] }) } });
  assertThrows(() => gmm(bad, { nClusters: 2 }), "BadValues", /'X_pca' to hold finite numbers but found NaN/);
});

Deno.test("gmm() checks all it is given before any work", () => {
  const adata = withRep(blobs(7, 30, 2, 2, 5));
  assertThrows(() => gmm(adata, { nClusters: 0 }), "InvalidArgument", /nClusters.*≥ 1 but found 0/);
  assertThrows(() => gmm(adata, { nClusters: 2, model: "x" as "EEE" }), "InvalidArgument", /model/);
  assertThrows(() => gmm(adata, { nClusters: "auto", model: "x" as "EEE" }), "InvalidArgument", /model/);
  assertThrows(() => gmm(adata, { nClusters: "auto", init: "x" as "kmeans" }), "InvalidArgument", /init/);
  assertThrows(() => gmm(adata, { nClusters: 2, signal: AbortSignal.abort() }), "Aborted", /./);
  const same = adata.with({ obsm: { X_pca: new Dense(new Float32Array(60).fill(2), { shape: [30, 2] }) } });
  assertThrows(() => gmm(same, { nClusters: 2 }), "BadValues", /rows that differ.*a constant one cannot be clustered/);
});

Deno.test("gmm() with one cluster gives all observations one label", () => {
  const column = gmm(withRep(blobs(8, 20, 2, 2, 5)), { nClusters: 1 }).obs.column("gmm") as CategoricalColumn;
  assert.deepEqual(column.categories.toArray(), ["1"]);
  assert(column.toArray().every((label) => label === "1"));
});

Deno.test("gmm() does not change the object, and replaces only its own keys", () => {
  const adata = withRep(blobs(9, 30, 2, 2, 9)).with({ uns: { other: 1 } });
  const first = gmm(adata, { nClusters: 2 }), second = gmm(first, { nClusters: 3 });
  assert(!adata.obs.has("gmm") && !("gmm" in adata.uns));
  assert.equal(second.uns.other, 1);
  assert.equal((first.obs.column("gmm") as CategoricalColumn).categories.length, 2);
  assert.equal((second.obs.column("gmm") as CategoricalColumn).categories.length, 3);
});
