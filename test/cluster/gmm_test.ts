import assert from "node:assert/strict";

import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { gmm } from "../../src/cluster/gmm.ts";
import { selectGmm } from "../../src/cluster/select_gmm.ts";
import { Dense } from "../../src/data/dense.ts";
import type { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
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

Deno.test("selectGmm() tries every number in its range and keeps the greatest BIC", () => {
  const x = blobs(7, 150, 2, 3, 14);
  const { best, curve } = selectGmm(x, { maxClusters: 6 });
  assert.equal(best.nClusters, 3);
  assert.equal(best.bic, Math.max(...curve.map(({ bic }) => bic)));
  for (const { nClusters, bic, logLikelihood } of curve) {
    const fit = fitGmm(x, { nClusters });
    assert.equal(bic, fit.bic);
    assert.equal(logLikelihood, fit.logLikelihood);
  }
});

Deno.test("selectGmm() works from k-means and from a subset too", () => {
  const x = blobs(8, 300, 3, 3, 15);
  assert.equal(selectGmm(x, { init: "kmeans", maxClusters: 5 }).best.nClusters, 3);
  assert.equal(selectGmm(x, { subsetAbove: 80, maxClusters: 5 }).best.nClusters, 3);
});

Deno.test("selectGmm() tries no more clusters than the rows allow", () => {
  const { curve } = selectGmm(blobs(9, 6, 1, 2, 9));
  assert.deepEqual(curve.map(({ nClusters }) => nClusters), [2, 3, 4, 5]);
  assertThrows(() => selectGmm(blobs(9, 2, 1, 2, 9)), "TooSmall", /more observations than clusters/);
  assertThrows(
    () => selectGmm(blobs(9, 20, 1, 2, 9), { minClusters: 5, maxClusters: 3 }),
    "InvalidArgument",
    /maxClusters/,
  );
});

Deno.test("selectGmm() passes over singular fits while there is another", () => {
  const x = blobs(10, 40, 1, 2, 12);
  const { best, curve } = selectGmm(x, { model: "VVV", maxClusters: 25 });
  assert(!curve[0]!.regularized && curve.at(-1)!.regularized);
  assert(curve.at(-1)!.bic > best.bic, "clusters of one row have the greater likelihood");
  assert(!best.regularized);
});
