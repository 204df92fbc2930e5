import assert from "node:assert/strict";

import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { selectGmm } from "../../src/cluster/select_gmm.ts";
import { assertThrows, blobs } from "./helpers.ts";

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

Deno.test("selectGmm() refuses models, starts and stopping rules it does not know, from either start", () => {
  const x = blobs(11, 20, 1, 2, 9);
  for (const init of ["hierarchical", "kmeans"] as const) {
    assertThrows(() => selectGmm(x, { init, model: "XXX" as "EEE" }), "InvalidArgument", /model.*found 'XXX'/);
    assertThrows(() => selectGmm(x, { init, maxIter: 0 }), "InvalidArgument", /maxIter/);
    assertThrows(() => selectGmm(x, { init, tolerance: NaN }), "InvalidArgument", /tolerance/);
  }
  assertThrows(() => selectGmm(x, { init: "random" as "kmeans" }), "InvalidArgument", /init.*found 'random'/);
  assertThrows(() => selectGmm(x, { minClusters: 0 }), "InvalidArgument", /minClusters/);
  assertThrows(() => selectGmm({ ...x, data: x.data.map(() => NaN) }), "BadValues", /NaN at element 0/);
  assertThrows(() => selectGmm({ ...x, data: x.data.map(() => 3) }), "BadValues", /rows that differ/);
});

Deno.test("selectGmm() prefers one cluster for one cloud, when it may", () => {
  assert.equal(selectGmm(blobs(12, 200, 2, 1, 0), { minClusters: 1, maxClusters: 4 }).best.nClusters, 1);
});

Deno.test("selectGmm() reports every number it tries and stops by its signal", () => {
  const x = blobs(13, 60, 2, 2, 9);
  const seen: number[] = [];
  selectGmm(x, {
    maxClusters: 4,
    onProgress: ({ stage, done, total }) => {
      if (!stage.startsWith("choosing")) return;
      assert.equal(total, 3);
      seen.push(done);
    },
  });
  assert.deepEqual(seen, [0, 1, 2]);
  assertThrows(() => selectGmm(x, { signal: AbortSignal.abort() }), "Aborted", /./);
  const controller = new AbortController();
  assertThrows(
    () => selectGmm(x, { init: "kmeans", signal: controller.signal, onProgress: () => controller.abort() }),
    "Aborted",
    /./,
  );
});

Deno.test("selectGmm() gives the same bytes on every call and leaves its input alone", () => {
  const x = blobs(14, 80, 2, 3, 5);
  const before = x.data.slice();
  assert.deepEqual(selectGmm(x, { maxClusters: 4 }), selectGmm(x, { maxClusters: 4 }));
  assert.deepEqual(x.data, before);
});
