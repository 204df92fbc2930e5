import assert from "node:assert/strict";

import { fitKMeans } from "../../src/cluster/fit_kmeans.ts";
import { kmeans } from "../../src/cluster/kmeans.ts";
import type { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import type { Dense } from "../../src/data/dense.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { assertSamePartition, assertThrows, blobs, multiWithRep, withRep } from "./helpers.ts";

Deno.test("fitKMeans() finds separated clouds", () => {
  for (const nClusters of [1, 2, 5, 8]) {
    const x = blobs(nClusters, 200, 4, nClusters, 25);
    const fit = fitKMeans(x, { nClusters });
    assertSamePartition(fit.labels, x.truth);
    assert.equal(fit.nClusters, nClusters);
  }
});

Deno.test("fitKMeans() returns centres that are the means, nearest centres, and their inertia", () => {
  const x = blobs(11, 120, 3, 4, 3);
  const { labels, centers, inertia } = fitKMeans(x, { nClusters: 4, tolerance: 0 });
  let sum = 0;
  for (let k = 0; k < 4; k++) {
    const rows = [...labels.keys()].filter((i) => labels[i] === k);
    for (let j = 0; j < 3; j++) {
      const mean = rows.reduce((s, i) => s + x.data[3 * i + j]!, 0) / rows.length;
      assert(Math.abs(centers[3 * k + j]! - mean) < 1e-12);
    }
  }
  for (let i = 0; i < 120; i++) {
    const squares = [0, 1, 2, 3].map((k) =>
      [0, 1, 2].reduce((s, j) => s + (x.data[3 * i + j]! - centers[3 * k + j]!) ** 2, 0)
    );
    assert(Math.abs(squares[labels[i]!]! - Math.min(...squares)) < 1e-12);
    sum += Math.min(...squares);
  }
  assert(Math.abs(inertia - sum) < 1e-9);
});

Deno.test("fitKMeans() is not worse with more starts", () => {
  const x = blobs(12, 150, 2, 6, 3);
  const of = (nInit: number) => fitKMeans(x, { nClusters: 6, nInit }).inertia;
  assert(of(20) <= of(1));
});

Deno.test("fitKMeans() from given centres takes one start and no randomness", () => {
  const data = Float64Array.of(0, 1, 9, 10);
  const fit = fitKMeans({ data, nRows: 4, nCols: 1 }, { centers: Float64Array.of(9, 0), tolerance: 0 });
  assert.deepEqual([...fit.labels], [1, 1, 0, 0]);
  assert.deepEqual([...fit.centers], [9.5, 0.5]);
  assert.equal(fit.inertia, 1);
  assert.equal(fit.nIter, 2);
});

Deno.test("fitKMeans() fills clusters that lost their rows", () => {
  const data = Float64Array.of(0, 0.1, 5, 9, 9.1);
  const { labels } = fitKMeans({ data, nRows: 5, nCols: 1 }, { centers: Float64Array.of(0, 9, 1000) });
  assert.equal(new Set(labels).size, 3);
});

Deno.test("fitKMeans() with as many clusters as rows gives every row its own", () => {
  const { labels, inertia } = fitKMeans(blobs(13, 7, 2, 2, 4), { nClusters: 7 });
  assert.equal(new Set(labels).size, 7);
  assert.equal(inertia, 0);
});

Deno.test("fitKMeans() of rows that are all equal ends, with no inertia", () => {
  const { inertia, labels } = fitKMeans({ data: new Float64Array(12).fill(4), nRows: 6, nCols: 2 }, { nClusters: 2 });
  assert.equal(inertia, 0);
  assert.equal(labels.length, 6);
});

Deno.test("fitKMeans() gives the same bytes for the same seed, and does not change its input", () => {
  const x = blobs(14, 80, 3, 5, 1);
  const before = x.data.slice();
  const first = fitKMeans(x, { nClusters: 5, nInit: 1, seed: 3 });
  assert.deepEqual(fitKMeans(x, { nClusters: 5, nInit: 1, seed: 3 }), first);
  assert.notDeepEqual(fitKMeans(x, { nClusters: 5, nInit: 1, seed: 4 }).labels, first.labels);
  assert.deepEqual(x.data, before);
});

Deno.test("fitKMeans() refuses more clusters than rows, NaN, wrong centres, and stops by its signal", () => {
  const x = blobs(15, 5, 2, 2, 4);
  assertThrows(() => fitKMeans(x, { nClusters: 6 }), "TooSmall", /at least 6 observations for 6 clusters but found 5/);
  assertThrows(() => fitKMeans({ ...x, data: x.data.map(() => NaN) }, { nClusters: 2 }), "BadValues", /NaN/);
  assertThrows(
    () => fitKMeans(x, { nClusters: 2, centers: new Float64Array(3) }),
    "Misaligned",
    /centers to have length 4/,
  );
  assertThrows(() => fitKMeans(x, { nClusters: 2, nInit: 0 }), "InvalidArgument", /nInit/);
  assertThrows(() => fitKMeans(x, { nClusters: 2, signal: AbortSignal.abort() }), "Aborted", /k-means/);
});

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

/** Lloyd's algorithm without any shortcut. */
function plainLloyd(x: { data: Float64Array; nRows: number; nCols: number }, start: Float64Array, maxIter: number) {
  const { data, nRows, nCols: p } = x;
  const k = start.length / p;
  let centers = start.slice();
  const nearest = () =>
    Array.from({ length: nRows }, (_, i) => {
      const squares = Array.from({ length: k }, (_, c) => {
        let sum = 0;
        for (let j = 0; j < p; j++) sum += (data[i * p + j]! - centers[c * p + j]!) ** 2;
        return sum;
      });
      return squares.indexOf(Math.min(...squares));
    });
  for (let iteration = 0; iteration < maxIter; iteration++) {
    const labels = nearest();
    const sizes = new Float64Array(k);
    const sums = new Float64Array(k * p);
    labels.forEach((label, i) => {
      sizes[label]!++;
      for (let j = 0; j < p; j++) sums[label * p + j]! += data[i * p + j]!;
    });
    centers = sums.map((sum, at) => sum / sizes[Math.floor(at / p)]!);
  }
  return nearest();
}

Deno.test("fitKMeans() labels as the plain algorithm does, after any number of iterations", () => {
  for (const seed of [21, 22, 23, 24]) {
    const x = blobs(seed, 300, 1 + seed % 4, 6, 2);
    const centers = x.data.slice(0, 6 * x.nCols);
    for (const maxIter of [1, 2, 5, 12]) {
      const { labels } = fitKMeans(x, { centers, tolerance: 0, maxIter });
      assert.deepEqual([...labels], plainLloyd(x, centers, maxIter), `seed ${seed}, ${maxIter} iterations`);
    }
  }
});

Deno.test("fitKMeans() gives ties to the first centre", () => {
  const x = { data: Float64Array.of(-1, 0, 1), nRows: 3, nCols: 1 };
  assert.deepEqual([...fitKMeans(x, { centers: Float64Array.of(-1, 1), maxIter: 1 }).labels], [0, 0, 1]);
});
