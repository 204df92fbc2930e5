import assert from "node:assert/strict";

import { cutTree } from "../../src/cluster/cut_tree.ts";
import { hierarchicalStart } from "../../src/cluster/hierarchical_start.ts";
import { svdScale } from "../../src/cluster/svd_scale.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertSamePartition, assertThrows, blobs } from "./helpers.ts";

/** Determinant by expansion over permutations of rows (Laplace), for small matrices. */
function determinant(a: number[][]): number {
  if (a.length === 0) return 1;
  return a[0]!.reduce(
    (sum, value, j) =>
      sum + (j % 2 ? -1 : 1) * value * determinant(a.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  );
}

/** The criterion of the card for one cluster, from its rows. */
function term(rows: readonly number[][], alpha: number): number {
  const n = rows.length, p = rows[0]!.length;
  if (n === 1) return Math.log(alpha);
  const mean = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]! / n, 0));
  const w = mean.map((_, a) =>
    mean.map((_, b) => rows.reduce((s, r) => s + (r[a]! - mean[a]!) * (r[b]! - mean[b]!), 0))
  );
  const spherical = (w.reduce((sum, row, j) => sum + row[j]!, 0) + alpha) / n;
  return n * Math.log(n > p ? determinant(w.map((row) => row.map((value) => value / n))) + spherical : spherical);
}

/** The agglomeration by the definition, every pair at every step. */
function byDefinition(x: { data: Float64Array; nRows: number; nCols: number }, nClusters: number): Int32Array {
  const { data, nDims } = svdScale(x);
  const rows = Array.from({ length: x.nRows }, (_, i) => [...data.subarray(i * nDims, (i + 1) * nDims)]);
  const means = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]! / rows.length, 0));
  const spread = rows.reduce((sum, row) => sum + row.reduce((s, value, j) => s + (value - means[j]!) ** 2, 0), 0);
  const alpha = spread / (rows.length * nDims);
  const clusters = rows.map((_, i) => [i]);
  while (clusters.length > nClusters) {
    let best = { cost: Infinity, i: 0, j: 0 };
    for (let j = 1; j < clusters.length; j++) {
      for (let i = 0; i < j; i++) {
        const of = (members: number[]) => term(members.map((row) => rows[row]!), alpha);
        const cost = of([...clusters[i]!, ...clusters[j]!]) - of(clusters[i]!) - of(clusters[j]!);
        if (cost <= best.cost) best = { cost, i, j };
      }
    }
    clusters[best.i]!.push(...clusters[best.j]!);
    clusters.splice(best.j, 1);
  }
  const labels = new Int32Array(x.nRows);
  clusters.forEach((members, label) => members.forEach((row) => labels[row] = label));
  return labels;
}

Deno.test("hierarchicalStart() merges as the criterion says, pair by pair", () => {
  for (const [seed, nRows, nCols, distance] of [[1, 14, 2, 3], [2, 24, 3, 2], [3, 30, 1, 6], [4, 20, 4, 0]] as const) {
    const x = blobs(seed, nRows, nCols, 3, distance);
    const tree = hierarchicalStart(x);
    for (const nClusters of [2, 3, 5, nRows - 1]) {
      assertSamePartition(cutTree(tree, nClusters), byDefinition(x, nClusters));
    }
  }
});

Deno.test("hierarchicalStart() finds well separated clouds", () => {
  const x = blobs(5, 120, 5, 4, 20);
  assertSamePartition(cutTree(hierarchicalStart(x), 4), x.truth);
});

Deno.test("hierarchicalStart() does not depend on the units of the columns", () => {
  const x = blobs(6, 60, 3, 3, 4);
  const scaled = { ...x, data: x.data.map((value, at) => value * 10 ** (at % 3) + 7) };
  assert.deepEqual(cutTree(hierarchicalStart(scaled), 3), cutTree(hierarchicalStart(x), 3));
});

Deno.test("hierarchicalStart() leaves out constant and repeated columns", () => {
  const x = blobs(7, 40, 2, 2, 6);
  const wide = Float64Array.from({ length: 40 * 4 }, (_, at) => {
    const [i, j] = [Math.floor(at / 4), at % 4];
    return j === 3 ? 5 : x.data[2 * i + (j === 2 ? 0 : j)]!;
  });
  assert.equal(svdScale({ data: wide, nRows: 40, nCols: 4 }).nDims, 2);
  assertSamePartition(cutTree(hierarchicalStart({ data: wide, nRows: 40, nCols: 4 }), 2), x.truth);
});

Deno.test("hierarchicalStart() puts rows that are equal together", () => {
  const data = Float64Array.from({ length: 24 }, (_, at) => [0, 1, 5][Math.floor(at / 2) % 3]! + at % 2);
  const labels = cutTree(hierarchicalStart({ data, nRows: 12, nCols: 2 }), 3);
  assertSamePartition(labels, Int32Array.from({ length: 12 }, (_, i) => i % 3));
});

Deno.test("hierarchicalStart() stops where it is told to, and the tree says so", () => {
  const x = blobs(8, 20, 2, 2, 5);
  const tree = hierarchicalStart(x, { minClusters: 4 });
  assert.equal(tree.merges.length, 2 * 16);
  assert.deepEqual(cutTree(tree, 6), cutTree(hierarchicalStart(x), 6));
  assertThrows(() => cutTree(tree, 3), "InvalidArgument", /at least 4, where merging stopped/);
});

Deno.test("hierarchicalStart() of one row, and of rows that are all equal", () => {
  assert.deepEqual([...cutTree(hierarchicalStart({ data: Float64Array.of(1, 2), nRows: 1, nCols: 2 }), 1)], [0]);
  const equal = { data: new Float64Array(10).fill(3), nRows: 5, nCols: 2 };
  assertThrows(() => hierarchicalStart(equal), "BadValues", /rows that differ but found 5 rows with the same values/);
});

Deno.test("hierarchicalStart() refuses NaN, stops by its signal, and reports", () => {
  const x = blobs(9, 300, 2, 2, 5);
  assertThrows(
    () => hierarchicalStart({ ...x, data: x.data.map((v, i) => i === 3 ? NaN : v) }),
    "BadValues",
    /element 3/,
  );
  assertThrows(() => hierarchicalStart(x, { signal: AbortSignal.abort() }), "Aborted", /hierarchical start/);
  const stages = new Set<string>();
  hierarchicalStart(x, { onProgress: ({ stage }) => stages.add(stage) });
  assert.deepEqual([...stages], ["hierarchical start"]);
});

Deno.test("hierarchicalStart() does not depend on the order of rows but for the order of names", () => {
  const x = blobs(10, 50, 3, 3, 5);
  const order = new Rng(10).permutation(50);
  const here = hierarchicalStart(x), there = hierarchicalStart(takeRows(x, order));
  for (const nClusters of [2, 3, 4]) {
    const labels = cutTree(here, nClusters);
    assertSamePartition(cutTree(there, nClusters), Array.from(order, (row) => labels[row]));
  }
});

Deno.test("hierarchicalStart() gives the same bytes on every call and leaves its input alone", () => {
  const x = blobs(11, 40, 2, 2, 3);
  const before = x.data.slice();
  assert.deepEqual(hierarchicalStart(x), hierarchicalStart(x));
  assert.deepEqual(x.data, before);
});

Deno.test("hierarchicalStart() of no rows is empty, and refuses numbers that make no sense", () => {
  assert.deepEqual(hierarchicalStart({ data: new Float64Array(0), nRows: 0, nCols: 2 }), {
    nObs: 0,
    merges: new Int32Array(0),
  });
  assertThrows(() => hierarchicalStart(blobs(12, 5, 1, 2, 5), { minClusters: 0 }), "InvalidArgument", /minClusters/);
});
