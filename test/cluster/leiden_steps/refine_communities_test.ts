import assert from "node:assert/strict";

import { refineCommunities } from "../../../src/cluster/leiden_steps/refine_communities.ts";
import { modularityOf } from "../../../src/cluster/modularity.ts";
import { undirected } from "../../../src/cluster/undirected.ts";
import { Rng } from "../../../src/core/rng.ts";
import { cliques, countPieces, graphOf, randomGraph, singles } from "../helpers.ts";

Deno.test("refineCommunities() splits communities into connected parts and never crosses their borders", () => {
  const graph = undirected(randomGraph(5, 80, 200, 0.5));
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

Deno.test("refineCommunities() leaves nodes without edges inside their community alone", () => {
  const graph = undirected(graphOf(4, [[0, 1], [2, 3]]));
  assert.deepEqual([...refineCommunities(graph, Int32Array.of(0, 1, 0, 1), 1, new Rng(1))], [0, 1, 2, 3]);
});

Deno.test("refineCommunities() joins less at a higher resolution", () => {
  const graph = undirected(randomGraph(11, 60, 200, 0.5));
  const parts = (resolution: number) =>
    new Set(refineCommunities(graph, new Int32Array(60), resolution, new Rng(2))).size;
  assert(parts(0.1) < parts(1) && parts(1) < parts(3));
  assert.equal(parts(1e6), 60);
});

Deno.test("refineCommunities() gives connected parts within the communities, for any partition and resolution", () => {
  const rng = new Rng(12);
  for (let round = 0; round < 30; round++) {
    const n = 5 + rng.integer(50), graph = undirected(randomGraph(round, n, 2 * n, 0.5));
    const k = 1 + rng.integer(5), labels = Int32Array.from({ length: n }, () => rng.integer(k));
    const before = labels.slice();
    const parts = refineCommunities(graph, labels, 2 * rng.uniform(), new Rng(round));
    assert.equal(countPieces(graph, parts), new Set(parts).size, "a part in pieces");
    const home = new Map<number, number>();
    parts.forEach((part, i) => {
      assert.equal(home.get(part) ?? labels[i], labels[i], "a part across a border");
      home.set(part, labels[i]!);
    });
    assert.deepEqual(labels, before);
  }
});

Deno.test("refineCommunities() never joins at a loss: parts are not worse than singletons", () => {
  for (let seed = 0; seed < 10; seed++) {
    const graph = undirected(randomGraph(seed, 40, 110, 0.5));
    const parts = refineCommunities(graph, new Int32Array(40), 1, new Rng(seed));
    assert(modularityOf(graph, parts, 1) >= modularityOf(graph, singles(40), 1) - 1e-12);
  }
});
