import assert from "node:assert/strict";

import { aggregate } from "../../../src/cluster/leiden_steps/aggregate.ts";
import { modularityOf } from "../../../src/cluster/modularity.ts";
import { undirected } from "../../../src/cluster/undirected.ts";
import { Rng } from "../../../src/core/rng.ts";
import { near, randomGraph, singles } from "../helpers.ts";

Deno.test("aggregate() keeps the total and the weights between groups", () => {
  const graph = undirected(randomGraph(6, 40, 120, 0.5));
  const rng = new Rng(6);
  const labels = Int32Array.from({ length: 40 }, (_, i) => i < 7 ? i : rng.integer(7));
  const found = aggregate(graph, labels, 7);
  assert.equal(found.nNodes, 7);
  assert.equal(found.total, graph.total);
  for (let c = 0; c < 7; c++) {
    const want = new Float64Array(7);
    let strength = 0;
    for (let i = 0; i < 40; i++) {
      if (labels[i] !== c) continue;
      strength += graph.strengths[i]!;
      for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
        want[labels[graph.indices[p]!]!]! += graph.weights[p]!;
      }
    }
    want[c] = 0;
    assert(Math.abs(found.strengths[c]! - strength) < 1e-12);
    const got = new Float64Array(7);
    for (let p = found.indptr[c]!; p < found.indptr[c + 1]!; p++) got[found.indices[p]!] = found.weights[p]!;
    got.forEach((value, other) => assert(Math.abs(value - want[other]!) < 1e-12));
  }
});

Deno.test("aggregate() of singletons is the graph itself, of one group a single node", () => {
  const graph = undirected(randomGraph(12, 20, 50, 0.5));
  const same = aggregate(graph, singles(20), 20);
  for (let i = 0; i < 20; i++) near(same.strengths[i]!, graph.strengths[i]!, 1e-12);
  assert.equal(same.indices.length, graph.indices.length);
  const one = aggregate(graph, new Int32Array(20), 1);
  assert.deepEqual([one.nNodes, one.indices.length, one.total], [1, 0, graph.total]);
  near(one.strengths[0]!, graph.total, 1e-9);
});

Deno.test("aggregate() keeps modularity: of groups below and of nodes above", () => {
  const graph = undirected(randomGraph(13, 40, 120, 0.5));
  const nodeOf = Int32Array.from({ length: 40 }, (_, i) => i % 8);
  const level = aggregate(graph, nodeOf, 8);
  for (const labels of [singles(8), new Int32Array(8), Int32Array.from({ length: 8 }, (_, i) => i % 3)]) {
    let inside = 0;
    for (let i = 0; i < 8; i++) {
      const own = level.strengths[i]! -
        level.weights.subarray(level.indptr[i], level.indptr[i + 1]).reduce((a, b) => a + b, 0);
      inside += own;
      for (let p = level.indptr[i]!; p < level.indptr[i + 1]!; p++) {
        if (labels[level.indices[p]!] === labels[i]) inside += level.weights[p]!;
      }
    }
    const mass = new Float64Array(8);
    labels.forEach((label, i) => mass[label]! += level.strengths[i]! / level.total);
    const quality = inside / level.total - mass.reduce((sum, value) => sum + value * value, 0);
    near(quality, modularityOf(graph, nodeOf.map((node) => labels[node]!), 1), 1e-12);
  }
});
