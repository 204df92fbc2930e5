import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { approximateNeighbors } from "../../src/graph/approximate_neighbors.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { NeighborLists } from "../../src/graph/nn_descent/neighbor_lists.ts";
import { projectionTree } from "../../src/graph/nn_descent/projection_tree.ts";
import { squaredWithin } from "../../src/graph/nn_descent/squared_within.ts";
import { randomDense, refuses } from "./support.ts";

/** Rows in overlapping clusters whose coordinates fall off like principal components. */
function clustered(rng: Rng, nRows: number, nCols: number): Dense {
  const centres = Float64Array.from({ length: 8 * nCols }, () => 3 * rng.normal());
  const values = new Float64Array(nRows * nCols);
  for (let i = 0; i < nRows; i++) {
    const cluster = rng.integer(8);
    for (let c = 0; c < nCols; c++) {
      values[i * nCols + c] = (centres[cluster * nCols + c]! + 1.5 * rng.normal()) / Math.sqrt(1 + c);
    }
  }
  return new Dense(values, { shape: [nRows, nCols] });
}

function recall(x: Dense, k: number, metric: "euclidean" | "cosine"): number {
  const found = approximateNeighbors(x, { nNeighbors: k, metric, seed: 1 }).indices;
  const exact = exactNeighbors(x, { nNeighbors: k, metric }).indices;
  let kept = 0;
  for (let i = 0; i < x.nRows; i++) {
    const row = new Set(exact.subarray(i * k, (i + 1) * k));
    for (const j of found.subarray(i * k, (i + 1) * k)) if (row.has(j)) kept++;
  }
  return kept / (x.nRows * k);
}

Deno.test("approximateNeighbors() finds 99 % of the neighbours in clustered data", () => {
  const x = clustered(new Rng(1), 4000, 20);
  assert(recall(x, 15, "euclidean") > 0.99);
  assert(recall(x, 10, "cosine") > 0.99);
});

Deno.test("approximateNeighbors() gives true distances, rising, without self and without repeats", () => {
  const x = clustered(new Rng(2), 2500, 6);
  const k = 12;
  const { indices, distances } = approximateNeighbors(x, { nNeighbors: k });
  for (let i = 0; i < x.nRows; i++) {
    const row = indices.subarray(i * k, (i + 1) * k);
    assert.equal(new Set(row).size, k);
    assert(!row.includes(i));
    row.forEach((j, p) => {
      let squared = 0;
      for (let c = 0; c < 6; c++) squared += (x.get(i, c) - x.get(j, c)) ** 2;
      assert(Math.abs(distances[i * k + p]! - Math.sqrt(squared)) < 1e-5);
      if (p > 0) assert(distances[i * k + p]! >= distances[i * k + p - 1]!);
    });
  }
});

Deno.test("approximateNeighbors() fills every list though all rows are equal, or come in large ties", () => {
  const same = approximateNeighbors(Dense.zeros(2100, 2), { nNeighbors: 5 });
  assert(same.indices.every((j) => j >= 0 && j < 2100));
  assert(same.distances.every((distance) => distance === 0));
  const tied = approximateNeighbors(randomDense(new Rng(3), 2200, 3, 4), { nNeighbors: 30 });
  assert(tied.indices.every((j) => j >= 0));
});

Deno.test("approximateNeighbors() gives the same bytes for the same seed", () => {
  const x = clustered(new Rng(4), 2300, 8);
  const once = approximateNeighbors(x, { nNeighbors: 8, seed: 5 });
  assert.deepEqual(approximateNeighbors(x, { nNeighbors: 8, seed: 5 }), once);
});

Deno.test("approximateNeighbors() is exact for small matrices", () => {
  const x = randomDense(new Rng(5), 300, 10);
  assert.deepEqual(approximateNeighbors(x, { nNeighbors: 7 }), exactNeighbors(x, { nNeighbors: 7 }));
});

Deno.test("approximateNeighbors() reports its stages, stops by the signal, and refuses what exactNeighbors() refuses", () => {
  const x = clustered(new Rng(6), 2100, 4);
  const stages = new Set<string>();
  approximateNeighbors(x, { nNeighbors: 4, onProgress: ({ stage }) => stages.add(stage) });
  assert.deepEqual([...stages], ["growing trees", "following neighbours"]);
  refuses(() => approximateNeighbors(x, { signal: AbortSignal.abort() }), "Aborted", /neighbours/);
  refuses(() => approximateNeighbors(Dense.zeros(4, 2), { nNeighbors: 4 }), "TooSmall", /at most 3/);
  refuses(() => approximateNeighbors(x, { nNeighbors: 0 }), "InvalidArgument", /nNeighbors/);
});

Deno.test("NeighborLists keeps the nearest, sorted, each once", () => {
  const lists = new NeighborLists(2, 3);
  assert.equal(lists.worst(0), Infinity);
  assert.equal(lists.insert(0, 7, 4), 1);
  assert.equal(lists.insert(0, 8, 1), 1);
  assert.equal(lists.insert(0, 7, 4), 0);
  assert.equal(lists.insert(0, 9, 4), 1);
  assert.equal(lists.insert(0, 5, 4), 0);
  assert.equal(lists.insert(0, 6, 2), 1);
  assert.deepEqual([...lists.indices], [8, 6, 7, -1, -1, -1]);
  assert.deepEqual([...lists.squared.subarray(0, 3)], [1, 2, 4]);
  assert.equal(lists.worst(0), 4);
});

Deno.test("projectionTree() puts every row in one leaf, none larger than asked, also for equal rows", () => {
  for (const x of [randomDense(new Rng(7), 500, 4), Dense.zeros(500, 4, "float64")]) {
    const { order, leaves } = projectionTree(x.data as Float64Array, 4, 20, new Rng(8));
    assert.deepEqual([...order].sort((a, b) => a - b), [...Array(500).keys()]);
    assert.equal(leaves[0], 0);
    assert.equal(leaves.at(-1), 500);
    for (let leaf = 1; leaf < leaves.length; leaf++) {
      const size = leaves[leaf]! - leaves[leaf - 1]!;
      assert(size > 0 && size <= 20);
    }
  }
});

Deno.test("squaredWithin() is the squared distance, or anything beyond the limit", () => {
  const rng = new Rng(9);
  for (const width of [1, 7, 8, 9, 24, 31]) {
    const values = randomDense(rng, 2, width).data as Float64Array;
    let squared = 0;
    for (let c = 0; c < width; c++) squared += (values[c]! - values[width + c]!) ** 2;
    assert(Math.abs(squaredWithin(values, width, 0, 1, Infinity) - squared) < 1e-12 * squared);
    assert(squaredWithin(values, width, 0, 1, squared / 2) >= squared / 2);
  }
});
