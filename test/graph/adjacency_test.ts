import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Graph } from "../../src/graph/graph.ts";
import { mergeTranspose } from "../../src/graph/merge_transpose.ts";
import { normalizeAdjacency } from "../../src/graph/normalize_adjacency.ts";
import { symmetrize } from "../../src/graph/symmetrize.ts";
import { csr, near, randomGraph, refuses } from "./support.ts";

Deno.test("mergeTranspose() combines each entry with its mirror, as a dense loop does", () => {
  const rng = new Rng(1);
  for (const share of [0, 0.05, 0.5]) {
    const { adjacency } = randomGraph(rng, 25, share);
    const a = adjacency.toDense();
    const merged = mergeTranspose(adjacency, (x, y) => x + 10 * y).toDense();
    for (let i = 0; i < 25; i++) for (let j = 0; j < 25; j++) near(merged.get(i, j), a.get(i, j) + 10 * a.get(j, i));
  }
});

Deno.test("symmetrize() takes the larger weight, or the clipped sum", () => {
  const graph = new Graph(csr([[0, 0.2, 0.9], [0.5, 0, 0], [0.3, 0, 0]]));
  assert.deepEqual(symmetrize(graph).adjacency.toDense().toRows(), [[0, 0.5, 0.9], [0.5, 0, 0], [0.9, 0, 0]]);
  const clipped = symmetrize(graph, { combine: "clippedSum" }).adjacency.toDense().toRows();
  assert.deepEqual(clipped, [[0, 0.7, 1], [0.7, 0, 0], [1, 0, 0]]);
});

Deno.test("symmetrize() leaves an undirected graph as it is and makes every graph undirected", () => {
  const rng = new Rng(2);
  for (let round = 0; round < 5; round++) {
    const union = symmetrize(randomGraph(rng, 20, 0.2));
    assert(union.isUndirected);
    assert.deepEqual(symmetrize(union).adjacency.data, union.adjacency.data);
  }
  assert.equal(symmetrize(Graph.fromEdges({ nNodes: 0, sources: [], targets: [] })).nEdges, 0);
});

Deno.test("symmetrize() refuses an unknown way to combine", () => {
  const graph = new Graph(csr([[0]]));
  refuses(() => symmetrize(graph, { combine: "mean" as "union" }), "InvalidArgument", /'union', 'clippedSum'/);
});

Deno.test("normalizeAdjacency() is D^-½ (A + I) D^-½, as a dense loop computes it", () => {
  const graph = symmetrize(randomGraph(new Rng(3), 15, 0.2));
  const rows = graph.adjacency.toDense().toRows().map((row, i) => row.map((value, j) => value + (i === j ? 1 : 0)));
  const degree = rows.map((row) => row.reduce((sum, value) => sum + value, 0));
  const got = normalizeAdjacency(graph).adjacency.toDense();
  rows.forEach((row, i) =>
    row.forEach((value, j) => near(got.get(i, j), value / Math.sqrt(degree[i]! * degree[j]!), 1e-12))
  );
});

Deno.test("normalizeAdjacency() adds 1 to a diagonal that is there already", () => {
  const got = normalizeAdjacency(new Graph(csr([[1, 0], [0, 0]])), { kind: "symmetric" });
  got.edges().weights.forEach((weight) => near(weight, 1, 1e-15));
  assert.equal(got.nEdges, 2);
});

Deno.test("normalizeAdjacency() by rows sums to 1 and keeps empty rows empty", () => {
  const got = normalizeAdjacency(new Graph(csr([[0, 1, 3], [0, 0, 0], [2, 0, 0]])), { kind: "row" });
  assert.deepEqual(got.adjacency.toDense().toRows(), [[0, 0.25, 0.75], [0, 0, 0], [1, 0, 0]]);
  const looped = normalizeAdjacency(new Graph(csr([[0, 1], [0, 0]])), { kind: "row", selfLoops: true });
  assert.deepEqual(looped.adjacency.toDense().toRows(), [[0.5, 0.5], [0, 1]]);
});

Deno.test("normalizeAdjacency() without self loops gives isolated nodes no weight", () => {
  const got = normalizeAdjacency(new Graph(csr([[0, 4, 0], [4, 0, 0], [0, 0, 0]])), { selfLoops: false });
  assert.deepEqual(got.adjacency.toDense().toRows(), [[0, 1, 0], [1, 0, 0], [0, 0, 0]]);
});

Deno.test("normalizeAdjacency() does not change the graph, and refuses an unknown kind", () => {
  const graph = new Graph(csr([[0, 2], [2, 0]]));
  normalizeAdjacency(graph, { kind: "row" });
  assert.deepEqual([...graph.adjacency.data], [2, 2]);
  refuses(() => normalizeAdjacency(graph, { kind: "column" as "row" }), "InvalidArgument", /'symmetric', 'row'/);
});
