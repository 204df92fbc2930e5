import assert from "node:assert/strict";

import { aggregate } from "../../../src/cluster/leiden_steps/aggregate.ts";
import { moveNodes } from "../../../src/cluster/leiden_steps/move_nodes.ts";
import { modularityOf } from "../../../src/cluster/modularity.ts";
import { type Undirected, undirected } from "../../../src/cluster/undirected.ts";
import { Rng } from "../../../src/core/rng.ts";
import { cliques, graphOf, randomGraph, singles } from "../helpers.ts";

/** The modularity of a partition of an aggregated graph: what lies inside a node counts as inside. */
function qualityThrough(graph: Undirected, nodeOf: Int32Array, labels: Int32Array): number {
  return modularityOf(graph, nodeOf.map((node) => labels[node]!), 1);
}

Deno.test("moveNodes() never lowers modularity, and called until nothing moves leaves no node that would", () => {
  for (const seed of [1, 2, 3, 4]) {
    const graph = undirected(randomGraph(seed, 50, 140, 0.5));
    const rng = new Rng(seed);
    const labels = Int32Array.from({ length: 50 }, () => rng.integer(6));
    let quality = modularityOf(graph, labels, 1);
    for (let before = new Int32Array(0); !labels.every((label, i) => label === before[i]);) {
      before = labels.slice();
      moveNodes(graph, labels, 1, rng);
      const next = modularityOf(graph, labels, 1);
      assert(next >= quality - 1e-12);
      quality = next;
    }
    for (let i = 0; i < 50; i++) {
      for (let c = 0; c < 50; c++) {
        const moved = labels.slice();
        moved[i] = c;
        assert(modularityOf(graph, moved, 1) <= quality + 1e-9);
      }
    }
  }
});

Deno.test("moveNodes() lets a node leave for a community of its own", () => {
  const graph = undirected(graphOf(4, [[0, 1], [2, 3]]));
  const labels = new Int32Array(4);
  moveNodes(graph, labels, 3, new Rng(1));
  assert.notEqual(labels[0], labels[2]);
});

Deno.test("moveNodes() on an aggregated graph is moving whole groups of the graph below", () => {
  const graph = undirected(randomGraph(7, 60, 160, 0.5));
  const nodeOf = Int32Array.from({ length: 60 }, (_, i) => i % 12);
  const level = aggregate(graph, nodeOf, 12);
  const labels = singles(12);
  const before = qualityThrough(graph, nodeOf, labels);
  for (let round = 0; round < 20; round++) moveNodes(level, labels, 1, new Rng(round));
  assert(qualityThrough(graph, nodeOf, labels) >= before);
  for (let i = 0; i < 12; i++) {
    for (let c = 0; c < 12; c++) {
      const moved = labels.map((label, k) => k === i ? c : label);
      assert(qualityThrough(graph, nodeOf, moved) <= qualityThrough(graph, nodeOf, labels) + 1e-9);
    }
  }
});

Deno.test("moveNodes() at resolution 0 joins a clique, and far above takes it apart", () => {
  const graph = undirected(cliques(1, 8));
  const labels = singles(8);
  for (let round = 0; round < 10; round++) moveNodes(graph, labels, 0, new Rng(round));
  assert.equal(new Set(labels).size, 1);
  const apart = new Int32Array(8);
  for (let round = 0; round < 10; round++) moveNodes(graph, apart, 1e6, new Rng(round));
  assert.equal(new Set(apart).size, 8);
});

Deno.test("moveNodes() gives the same labels for the same stream, and leaves the graph alone", () => {
  const graph = undirected(randomGraph(9, 60, 150, 0.5));
  const before = [graph.weights.slice(), graph.strengths.slice()];
  const first = singles(60), second = singles(60);
  moveNodes(graph, first, 1, new Rng(4));
  moveNodes(graph, second, 1, new Rng(4));
  assert.deepEqual(first, second);
  assert.deepEqual([graph.weights, graph.strengths], before);
});

Deno.test("moveNodes() leaves a node without edges where it is alone", () => {
  const labels = Int32Array.of(0, 1, 2);
  moveNodes(undirected(graphOf(3, [[0, 1]])), labels, 1, new Rng(5));
  assert.equal(labels[0], labels[1]);
  assert.notEqual(labels[2], labels[0]);
});

Deno.test("moveNodes() gives every node that leaves a community of its own, in one call", () => {
  for (const n of [2, 5, 12]) {
    const labels = new Int32Array(n).fill(n - 1);
    moveNodes(undirected(cliques(1, n)), labels, 1e6, new Rng(n));
    assert.deepEqual(new Set(labels), new Set(singles(n)));
  }
});

Deno.test("moveNodes() lowers nothing at any resolution, from any start", () => {
  const rng = new Rng(10);
  for (let round = 0; round < 40; round++) {
    const n = 4 + rng.integer(40), graph = undirected(randomGraph(round, n, 2 * n, 0.5));
    const resolution = 4 * rng.uniform(), k = 1 + rng.integer(n);
    const labels = Int32Array.from({ length: n }, () => rng.integer(k));
    const before = modularityOf(graph, labels, resolution);
    moveNodes(graph, labels, resolution, new Rng(round));
    assert(modularityOf(graph, labels, resolution) >= before - 1e-12);
    assert(labels.every((label) => label >= 0 && label < n));
  }
});
