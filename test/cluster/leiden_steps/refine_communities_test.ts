import assert from "node:assert/strict";

import { refineCommunities } from "../../../src/cluster/leiden_steps/refine_communities.ts";
import { undirected } from "../../../src/cluster/undirected.ts";
import { Rng } from "../../../src/core/rng.ts";
import { cliques, graphOf, randomGraph } from "../helpers.ts";

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
