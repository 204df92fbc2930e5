import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Graph } from "../../src/graph/graph.ts";
import { csr, randomGraph, refuses } from "./support.ts";

Deno.test("Graph answers how many nodes and edges it has", () => {
  const graph = new Graph(csr([[0, 2, 0], [0, 0, 0], [1, 3, 0]]));
  assert.equal(graph.nNodes, 3);
  assert.equal(graph.nEdges, 3);
  assert.deepEqual([...graph.degrees()], [1, 0, 2]);
  assert.deepEqual([...graph.transpose().degrees()], [1, 2, 0]);
  assert.deepEqual([...graph.neighbors(2)], [0, 1]);
  assert.deepEqual([...graph.weights(2)], [1, 3]);
});

Deno.test("Graph sorts rows without touching the matrix it was given", () => {
  const indices = Int32Array.of(2, 0, 1);
  const adjacency = new Csr({
    shape: [3, 3],
    indptr: Int32Array.of(0, 3, 3, 3),
    indices,
    data: Float32Array.of(20, 0.5, 10),
  });
  const graph = new Graph(adjacency);
  assert.deepEqual([...graph.neighbors(0)], [0, 1, 2]);
  assert.deepEqual([...graph.weights(0)], [0.5, 10, 20]);
  assert.deepEqual([...indices], [2, 0, 1]);
  assert.equal(new Graph(graph.adjacency).adjacency, graph.adjacency);
});

Deno.test("Graph sorts rows longer than those sorted by insertion", () => {
  const n = 200;
  const order = new Rng(1).permutation(n);
  const adjacency = new Csr({
    shape: [n, n],
    indptr: Int32Array.from({ length: n + 1 }, (_, i) => i === 0 ? 0 : n),
    indices: order,
    data: Float64Array.from(order, (j) => j / 2),
  });
  const graph = new Graph(adjacency);
  graph.neighbors(0).forEach((j, p) => {
    assert.equal(j, p);
    assert.equal(graph.weights(0)[p], p / 2);
  });
});

Deno.test("Graph tells directed from undirected by pattern and weights", () => {
  assert(new Graph(csr([[0, 1], [1, 0]])).isUndirected);
  assert(!new Graph(csr([[0, 1], [2, 0]])).isUndirected);
  assert(!new Graph(csr([[0, 1], [0, 0]])).isUndirected);
  assert(!new Graph(csr([[0, 1, 0], [0, 0, 1], [1, 0, 0]])).isUndirected);
  assert(new Graph(csr([[0, 0], [0, 0]])).isUndirected);
});

Deno.test("Graph tells whether a node is its own neighbour", () => {
  assert(new Graph(csr([[0, 1], [0, 1]])).hasSelfLoops);
  assert(!new Graph(csr([[0, 1], [1, 0]])).hasSelfLoops);
});

Deno.test("Graph.components() agrees with a search from every node, on random graphs", () => {
  const rng = new Rng(2);
  for (const share of [0, 0.01, 0.03, 0.2]) {
    const graph = randomGraph(rng, 60, share);
    const both = graph.transpose();
    const labels = new Int32Array(60).fill(-1);
    let count = 0;
    for (let start = 0; start < 60; start++) {
      if (labels[start]! >= 0) continue;
      const open = [start];
      labels[start] = count;
      for (let i = open.pop(); i !== undefined; i = open.pop()) {
        for (const j of [...graph.neighbors(i), ...both.neighbors(i)]) {
          if (labels[j]! >= 0) continue;
          labels[j] = count;
          open.push(j);
        }
      }
      count++;
    }
    assert.deepEqual(graph.components(), { count, labels });
  }
});

Deno.test("Graph.transpose() twice is the graph itself", () => {
  const graph = randomGraph(new Rng(3), 40, 0.1);
  const twice = graph.transpose().transpose().adjacency;
  assert.deepEqual(twice.indptr, graph.adjacency.indptr);
  assert.deepEqual(twice.indices, graph.adjacency.indices);
  assert.deepEqual(twice.data, graph.adjacency.data);
});

Deno.test("Graph.edges() and Graph.fromEdges() undo each other", () => {
  const graph = randomGraph(new Rng(4), 30, 0.2);
  const { sources, targets, weights } = graph.edges();
  assert.equal(sources.length, graph.nEdges);
  const again = Graph.fromEdges({ nNodes: 30, sources, targets, weights }).adjacency;
  assert.deepEqual(again.indices, graph.adjacency.indices);
  assert.deepEqual(again.data, graph.adjacency.data);
});

Deno.test("Graph.edges() hands out copies", () => {
  const graph = new Graph(csr([[0, 1], [1, 0]]));
  graph.edges().targets.fill(0);
  graph.edges().weights.fill(9);
  assert.deepEqual([...graph.neighbors(0)], [1]);
  assert.deepEqual([...graph.weights(0)], [1]);
});

Deno.test("Graph.fromEdges() weighs edges 1 unless told otherwise, and takes no edges at all", () => {
  assert.deepEqual([...Graph.fromEdges({ nNodes: 2, sources: [0], targets: [1] }).edges().weights], [1]);
  const empty = Graph.fromEdges({ nNodes: 3, sources: [], targets: [] });
  assert.equal(empty.nEdges, 0);
  assert.equal(empty.components().count, 3);
  assert.equal(Graph.fromEdges({ nNodes: 0, sources: [], targets: [] }).components().count, 0);
});

Deno.test("Graph.validate() returns the graph, or names what is wrong", () => {
  const sound = new Graph(csr([[0, 1], [0, 0]]));
  assert.equal(sound.validate(), sound);
  const twice = Graph.fromEdges({ nNodes: 3, sources: [1, 1, 0], targets: [2, 2, 1] });
  refuses(() => twice.validate(), "Duplicate", /stored once but found 1 stored again, first 1 → 2/);
  const bad = (weight: number) =>
    Graph.fromEdges({ nNodes: 2, sources: [0], targets: [1], weights: Float64Array.of(weight) });
  for (const weight of [NaN, -1, Infinity]) {
    refuses(() => bad(weight).validate(), "BadValues", new RegExp(`first ${weight} on 0 → 1`));
  }
});

Deno.test("Graph refuses what is not square, nodes out of range, and 64-bit weights", () => {
  refuses(() => new Graph(csr([[0, 1, 0], [1, 0, 0]])), "Misaligned", /square matrix for a graph but found 2 × 3/);
  refuses(() => Graph.fromEdges({ nNodes: 2, sources: [2], targets: [0] }), "Corrupt", /nodes from 0 to 1 but found 2/);
  refuses(() => Graph.fromEdges({ nNodes: 2, sources: [0], targets: [5] }), "Corrupt", /5/);
  const data = BigInt64Array.of(1n);
  const big = new Csr({ shape: [1, 1], indptr: Int32Array.of(0, 1), indices: Int32Array.of(0), data });
  refuses(() => new Graph(big), "Unsupported", /weights that are numbers but found int64/);
});
