import assert from "node:assert/strict";

import { centered } from "../../src/cluster/centered.ts";
import { fitKMeans, type FitKMeansOptions } from "../../src/cluster/fit_kmeans.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertSamePartition, assertThrows, blobs, near } from "./helpers.ts";

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

Deno.test("fitKMeans() lowers inertia at every step of Lloyd's", () => {
  for (const seed of [31, 32, 33]) {
    const x = blobs(seed, 200, 3, 7, 2);
    const centers = x.data.slice(0, 21);
    let before = Infinity;
    for (let maxIter = 1; maxIter <= 15; maxIter++) {
      const { inertia, nIter } = fitKMeans(x, { centers, tolerance: 0, maxIter });
      assert(inertia <= before * (1 + 1e-12), `${inertia} after ${before} at ${maxIter}`);
      assert(nIter <= maxIter);
      before = inertia;
    }
  }
});

Deno.test("fitKMeans() ends where it would begin: its centres are a fixed point", () => {
  const x = blobs(34, 100, 2, 4, 5);
  const fit = fitKMeans(x, { nClusters: 4, tolerance: 0 });
  const again = fitKMeans(x, { centers: fit.centers, tolerance: 0 });
  assert.deepEqual(again.labels, fit.labels);
  assert.equal(again.nIter, 2 - Number(again.nIter === 1));
  near(again.inertia, fit.inertia, 1e-9);
});

Deno.test("fitKMeans() from the same centres does not depend on the order of rows, axes or origin", () => {
  const x = blobs(35, 80, 2, 3, 4);
  const centers = x.data.slice(0, 6);
  const here = fitKMeans(x, { centers, tolerance: 0 });
  const order = new Rng(35).permutation(80);
  const moved = fitKMeans(takeRows(x, order), { centers, tolerance: 0 });
  assert.deepEqual([...moved.labels], Array.from(order, (row) => here.labels[row]));
  const turn = (data: Float64Array) =>
    data.map((_, at) => 7 + (at % 2 ? 0.6 * data[at - 1]! + 0.8 * data[at]! : 0.8 * data[at]! - 0.6 * data[at + 1]!));
  const turned = fitKMeans({ ...x, data: turn(x.data) }, { centers: turn(centers), tolerance: 0 });
  assert.deepEqual(turned.labels, here.labels);
  near(turned.inertia, here.inertia, 1e-9);
});

Deno.test("fitKMeans() of one cluster has the mean as its centre and the variance as its inertia", () => {
  const x = blobs(36, 40, 2, 2, 3);
  const { centers, inertia, labels } = fitKMeans(x, { nClusters: 1 });
  const { data, means } = centered(x);
  assert(labels.every((label) => label === 0));
  centers.forEach((value, j) => near(value, means[j]!, 1e-12));
  near(inertia, data.reduce((sum, value) => sum + value * value, 0), 1e-9);
});

Deno.test("fitKMeans() gives rows that are equal the same label", () => {
  const data = Float64Array.from({ length: 40 }, (_, i) => [0, 5, 9][i % 3]!);
  const { labels, inertia } = fitKMeans({ data, nRows: 40, nCols: 1 }, { nClusters: 3 });
  assertSamePartition(labels, data);
  assert.equal(inertia, 0);
});

Deno.test("fitKMeans() takes the number of clusters from the centres", () => {
  const x = { data: Float64Array.of(0, 1, 9, 10), nRows: 4, nCols: 1 };
  assert.equal(fitKMeans(x, { centers: Float64Array.of(0, 5, 9) }).nClusters, 3);
  assertThrows(() => fitKMeans(x, { centers: new Float64Array(5) }), "TooSmall", /5 clusters but found 4/);
});

Deno.test("fitKMeans() refuses centres that are not numbers, no columns and senseless stopping rules", () => {
  const x = blobs(37, 8, 2, 2, 5);
  assertThrows(
    () => fitKMeans(x, { centers: Float64Array.of(0, 0, NaN, 1) }),
    "BadValues",
    /centers to hold finite numbers but found NaN at element 2/,
  );
  const empty = { data: new Float64Array(0), nRows: 5, nCols: 0 };
  assertThrows(
    () => fitKMeans(empty, { nClusters: 2 }),
    "TooSmall",
    /at least one column to cluster by but found none/,
  );
  assertThrows(() => fitKMeans({ ...empty, nRows: 0, nCols: 2 }, { nClusters: 1 }), "TooSmall", /found 0/);
  assertThrows(() => fitKMeans(x, { nClusters: 2, maxIter: 0 }), "InvalidArgument", /maxIter/);
  assertThrows(() => fitKMeans(x, { nClusters: 2, tolerance: -1 }), "InvalidArgument", /tolerance/);
});

Deno.test("fitKMeans() reports every start, of as many as there are", () => {
  const x = blobs(38, 30, 2, 2, 5);
  const seen = (options: FitKMeansOptions) => {
    const starts: unknown[] = [];
    fitKMeans(x, { ...options, onProgress: ({ stage, done, total }) => starts.push([stage, done, total]) });
    return starts;
  };
  assert.deepEqual(seen({ nClusters: 2, nInit: 2 }), [["k-means", 0, 2], ["k-means", 1, 2]]);
  assert.deepEqual(seen({ centers: x.data.slice(0, 4) }), [["k-means", 0, 1]]);
  const controller = new AbortController();
  const stop = { signal: controller.signal, onProgress: () => controller.abort() };
  assertThrows(() => fitKMeans(x, { nClusters: 2, ...stop }), "Aborted", /k-means to finish/);
});

Deno.test("fitKMeans() refuses values whose squares leave the range of numbers", () => {
  const x = blobs(39, 12, 2, 2, 8);
  const of = (size: number) => fitKMeans({ ...x, data: x.data.map((value) => size * value) }, { nClusters: 2 });
  assertThrows(() => of(1e200), "Failed", /squared distances to be finite.*Scale the representation first/);
  assertSamePartition(of(1e100).labels, of(1).labels);
});
