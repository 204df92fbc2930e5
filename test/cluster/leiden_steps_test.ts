import assert from "node:assert/strict";

import { aggregate } from "../../src/cluster/leiden_steps/aggregate.ts";
import { leidenPass } from "../../src/cluster/leiden_steps/leiden_pass.ts";
import { renumber } from "../../src/cluster/leiden_steps/level.ts";
import { moveNodes } from "../../src/cluster/leiden_steps/move_nodes.ts";
import { refineCommunities } from "../../src/cluster/leiden_steps/refine_communities.ts";
import { modularityOf } from "../../src/cluster/modularity.ts";
import { type Undirected, undirected } from "../../src/cluster/undirected.ts";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { assertSamePartition, cliques, graphOf } from "./helpers.ts";

function randomLevel(seed: number, nNodes: number, nEdges: number): Undirected {
  const rng = new Rng(seed);
  const edges: [number, number, number][] = [];
  while (edges.length < nEdges) {
    const [i, j] = [rng.integer(nNodes), rng.integer(nNodes)];
    if (i !== j) edges.push([i, j, 0.5 + rng.uniform()]);
  }
  return undirected(graphOf(nNodes, edges));
}

const singles = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

/** The modularity of a partition of an aggregated graph: what lies inside a node counts as inside. */
function qualityThrough(graph: Undirected, nodeOf: Int32Array, labels: Int32Array): number {
  return modularityOf(graph, nodeOf.map((node) => labels[node]!), 1);
}

Deno.test("undirected() averages directions, drops loops and zeros, and sorts", () => {
  const graph = new Csr({
    shape: [3, 3],
    indptr: Int32Array.of(0, 3, 4, 5),
    indices: Int32Array.of(2, 0, 1, 0, 1),
    data: Float64Array.of(4, 9, 1, 3, 0),
  });
  const found = undirected(graph);
  assert.deepEqual([...found.indptr], [0, 2, 3, 4]);
  assert.deepEqual([...found.indices], [1, 2, 0, 0]);
  assert.deepEqual([...found.weights], [2, 2, 2, 2]);
  assert.deepEqual([...found.strengths], [4, 2, 2]);
  assert.equal(found.total, 8);
});

Deno.test("undirected() adds entries stored twice", () => {
  const twice = new Csr({
    shape: [2, 2],
    indptr: Int32Array.of(0, 2, 4),
    indices: Int32Array.of(1, 1, 0, 0),
    data: Float64Array.of(1, 2, 1, 2),
  });
  assert.deepEqual([...undirected(twice).weights], [3, 3]);
});

Deno.test("renumber() names labels in order of first appearance", () => {
  const labels = Int32Array.of(4, 1, 4, 0, 1);
  assert.equal(renumber(labels), 3);
  assert.deepEqual([...labels], [0, 1, 0, 2, 1]);
  assert.equal(renumber(new Int32Array(0)), 0);
});

Deno.test("moveNodes() never lowers modularity, and called until nothing moves leaves no node that would", () => {
  for (const seed of [1, 2, 3, 4]) {
    const graph = randomLevel(seed, 50, 140);
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

Deno.test("refineCommunities() splits communities into connected parts and never crosses their borders", () => {
  const graph = randomLevel(5, 80, 200);
  const rng = new Rng(5);
  const labels = Int32Array.from({ length: 80 }, (_, i) => i % 3);
  const parts = refineCommunities(graph, labels, 1, rng);
  const members = new Map<number, number[]>();
  parts.forEach((part, i) => members.set(part, [...members.get(part) ?? [], i]));
  for (const rows of members.values()) {
    assert(rows.every((i) => labels[i] === labels[rows[0]!]));
    const reached = new Set([rows[0]!]);
    for (const i of reached) {
      for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
        if (parts[graph.indices[p]!] === parts[i]) reached.add(graph.indices[p]!);
      }
    }
    assert.equal(reached.size, rows.length, "a part in pieces");
  }
  assert(members.size < 80, "something was joined");
});

Deno.test("refineCommunities() takes two cliques in one community apart", () => {
  const graph = undirected(cliques(2, 5));
  const parts = refineCommunities(graph, new Int32Array(10), 1, new Rng(2));
  for (const i of [0, 1, 2, 3, 4]) for (const j of [5, 6, 7, 8, 9]) assert.notEqual(parts[i], parts[j]);
});

Deno.test("aggregate() keeps the total and the weights between groups", () => {
  const graph = randomLevel(6, 40, 120);
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

Deno.test("moveNodes() on an aggregated graph is moving whole groups of the graph below", () => {
  const graph = randomLevel(7, 60, 160);
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

Deno.test("leidenPass() does not lower modularity from where it starts", () => {
  const graph = randomLevel(8, 150, 500);
  let labels = singles(150);
  let quality = -1;
  for (let pass = 0; pass < 5; pass++) {
    labels = Int32Array.from(leidenPass(graph, labels, 1, new Rng(pass)));
    const next = modularityOf(graph, labels, 1);
    assert(next >= quality - 1e-12);
    quality = next;
  }
});

Deno.test("leidenPass() parts what a bad start put together, though it is not connected", () => {
  const graph = undirected(cliques(6, 4));
  const start = Int32Array.from({ length: 24 }, (_, i) => Math.floor(i / 4) % 2);
  assertSamePartition(
    leidenPass(graph, start, 1, new Rng(4)),
    Int32Array.from({ length: 24 }, (_, i) => Math.floor(i / 4)),
  );
});
