import assert from "node:assert/strict";

import { fitLeiden } from "../../src/cluster/fit_leiden.ts";
import { modularity } from "../../src/cluster/modularity.ts";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import {
  assertSamePartition,
  assertThrows,
  byClique,
  cliques,
  countPieces,
  graphOf,
  randomGraph,
  scaled,
  singles,
} from "./helpers.ts";

Deno.test("fitLeiden() finds cliques on a ring", () => {
  for (const [count, size] of [[2, 4], [5, 5], [12, 6]] as const) {
    const { labels, nClusters } = fitLeiden(cliques(count, size));
    assertSamePartition(labels, byClique(count, size));
    assert.equal(nClusters, count);
  }
});

Deno.test("fitLeiden() reports the modularity of its labels, above that of any single move", () => {
  for (const seed of [1, 2, 3]) {
    const graph = randomGraph(seed, 40, 110);
    const { labels, quality, nClusters } = fitLeiden(graph, { seed });
    assert(Math.abs(modularity(graph, labels) - quality) < 1e-12);
    for (let i = 0; i < 40; i++) {
      for (let c = 0; c < nClusters; c++) {
        const moved = labels.map((label, k) => k === i ? c : label);
        assert(modularity(graph, moved) <= quality + 1e-9, `node ${i} would rather be in ${c}`);
      }
    }
  }
});

Deno.test("fitLeiden() gives communities that are connected", () => {
  for (const [seed, nNodes, nEdges, resolution] of [[11, 60, 70, 0.3], [12, 200, 260, 1], [13, 150, 900, 2]] as const) {
    const graph = randomGraph(seed, nNodes, nEdges);
    const { labels, nClusters } = fitLeiden(graph, { seed, resolution });
    assert.equal(countPieces(graph, labels), nClusters);
  }
});

Deno.test("fitLeiden() reaches the known optimum of the karate club", () => {
  const edges =
    "1 0 2 0 2 1 3 0 3 1 3 2 4 0 5 0 6 0 6 4 6 5 7 0 7 1 7 2 7 3 8 0 8 2 9 2 10 0 10 4 10 5 11 0 12 0 12 3 " +
    "13 0 13 1 13 2 13 3 16 5 16 6 17 0 17 1 19 0 19 1 21 0 21 1 25 23 25 24 27 2 27 23 27 24 28 2 29 23 29 26 30 1 " +
    "30 8 31 0 31 24 31 25 31 28 32 2 32 8 32 14 32 15 32 18 32 20 32 22 32 23 32 29 32 30 32 31 33 8 33 9 33 13 33 " +
    "14 33 15 33 18 33 19 33 20 33 22 33 23 33 26 33 27 33 28 33 29 33 30 33 31 33 32";
  const ends = edges.split(" ").map(Number);
  const graph = graphOf(
    34,
    Array.from({ length: ends.length / 2 }, (_, e) => [ends[2 * e]!, ends[2 * e + 1]!] as const),
  );
  const { quality, nClusters } = fitLeiden(graph);
  assert.equal(nClusters, 4);
  assert(Math.abs(quality - 0.4197896) < 1e-6, `${quality}`);
});

Deno.test("fitLeiden() gives more communities at a higher resolution", () => {
  const graph = randomGraph(4, 120, 500);
  const counts = [0.2, 1, 4, 20].map((resolution) => fitLeiden(graph, { resolution }).nClusters);
  for (let k = 1; k < counts.length; k++) assert(counts[k]! > counts[k - 1]!, `${counts}`);
});

Deno.test("fitLeiden() numbers communities by falling size", () => {
  const graph = graphOf(7, [[0, 1], [2, 3], [3, 4], [2, 4], [5, 6], [4, 6, 0.01]]);
  const { labels, nClusters } = fitLeiden(graph);
  const sizes = Array.from({ length: nClusters }, (_, c) => labels.filter((label) => label === c).length);
  assert.deepEqual(sizes, [3, 2, 2]);
  assert.deepEqual([...labels], [1, 1, 0, 0, 0, 2, 2]);
});

Deno.test("fitLeiden() gives the same labels for the same seed", () => {
  const graph = randomGraph(5, 200, 700);
  assert.deepEqual(fitLeiden(graph, { seed: 9 }), fitLeiden(graph, { seed: 9 }));
});

Deno.test("fitLeiden() is not worse with more passes", () => {
  const graph = randomGraph(6, 300, 1200);
  const once = fitLeiden(graph, { nIterations: 1 }).quality;
  assert(fitLeiden(graph).quality >= once);
});

Deno.test("fitLeiden() leaves nodes without edges alone, also when there are no edges", () => {
  const lonely = fitLeiden(graphOf(4, [[0, 1]]));
  assertSamePartition(lonely.labels, [0, 0, 1, 2]);
  const empty = fitLeiden(graphOf(3, []));
  assert.deepEqual([...empty.labels], [0, 1, 2]);
  assert.equal(empty.quality, 0);
  assert.equal(fitLeiden(graphOf(0, [])).nClusters, 0);
});

Deno.test("fitLeiden() averages the two directions of an edge and leaves out loops", () => {
  const oneWay = new Csr({
    shape: [4, 4],
    indptr: Int32Array.of(0, 2, 2, 4, 4),
    indices: Int32Array.of(0, 1, 3, 2),
    data: Float32Array.of(50, 2, 2, 50),
  });
  const both = graphOf(4, [[0, 1], [2, 3]]);
  assert.deepEqual(fitLeiden(oneWay), fitLeiden(both));
});

Deno.test("fitLeiden() refuses negative weights, oblong matrices, and stops by its signal", () => {
  assertThrows(() => fitLeiden(graphOf(2, [[0, 1, -1]])), "BadValues", /not negative but found -1 at entry 0/);
  assertThrows(() => fitLeiden(graphOf(2, [[0, 1, NaN]])), "BadValues", /found NaN/);
  const oblong = new Csr({
    shape: [1, 2],
    indptr: Int32Array.of(0, 0),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
  assertThrows(() => fitLeiden(oblong), "Misaligned", /square matrix but found 1 × 2/);
  assertThrows(() => fitLeiden(cliques(2, 3), { signal: AbortSignal.abort() }), "Aborted", /communities/);
  assertThrows(() => fitLeiden(cliques(2, 3), { resolution: -1 }), "InvalidArgument", /resolution/);
});

Deno.test("fitLeiden() at resolution 0 finds the connected components", () => {
  for (const seed of [21, 22, 23]) {
    const graph = randomGraph(seed, 60, 35);
    const { labels, nClusters } = fitLeiden(graph, { resolution: 0, seed });
    assert.equal(nClusters, countPieces(graph, new Int32Array(60)));
    for (let i = 0; i < 60; i++) {
      for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) assert.equal(labels[graph.indices[p]!], labels[i]);
    }
  }
});

Deno.test("fitLeiden() does not depend on the scale of the weights", () => {
  const graph = randomGraph(24, 80, 240);
  const times = scaled(graph, 8);
  assert.deepEqual(fitLeiden(times, { seed: 2 }).labels, fitLeiden(graph, { seed: 2 }).labels);
});

Deno.test("fitLeiden() is at least as good as singletons, one community and the planted one", () => {
  const rng = new Rng(25);
  for (let round = 0; round < 8; round++) {
    const n = 60, planted = Int32Array.from({ length: n }, (_, i) => i % 4);
    const edges: [number, number][] = [];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) if (rng.uniform() < (planted[i] === planted[j] ? 0.4 : 0.05)) edges.push([i, j]);
    }
    const graph = graphOf(n, edges);
    const { quality } = fitLeiden(graph, { seed: round });
    for (const start of [singles(n), new Int32Array(n), planted]) {
      assert(quality >= modularity(graph, start) - 1e-9, `round ${round}`);
    }
  }
});

Deno.test("fitLeiden() gives connected communities on sparse random graphs at any resolution", () => {
  const rng = new Rng(26);
  for (let round = 0; round < 25; round++) {
    const n = 5 + rng.integer(60), graph = randomGraph(round, n, n + rng.integer(n));
    const { labels, nClusters, quality } = fitLeiden(graph, { seed: round, resolution: 3 * rng.uniform() });
    assert.equal(countPieces(graph, labels), nClusters);
    assert.equal(new Set(labels).size, nClusters);
    assert(Number.isFinite(quality) && quality <= 1);
  }
});

Deno.test("fitLeiden() reports rising quality, one pass after the other, and can be stopped there", () => {
  const graph = randomGraph(27, 200, 600);
  const seen: number[] = [];
  const found = fitLeiden(graph, {
    onProgress: ({ stage, done, values }) => {
      assert.equal(stage, "finding communities");
      seen.push(values!.quality!);
      assert.equal(done, seen.length);
    },
  });
  assert.equal(found.quality, Math.max(...seen));
  for (let t = 1; t < seen.length - 1; t++) assert(seen[t]! >= seen[t - 1]!);
  const controller = new AbortController();
  assertThrows(
    () => fitLeiden(graph, { signal: controller.signal, onProgress: () => controller.abort() }),
    "Aborted",
    /the search for communities to finish/,
  );
});

Deno.test("fitLeiden() of one node, of two, and of a star", () => {
  assert.deepEqual([...fitLeiden(graphOf(1, [])).labels], [0]);
  assert.deepEqual([...fitLeiden(graphOf(2, [[0, 1]])).labels], [0, 0]);
  assert.equal(fitLeiden(graphOf(6, [[0, 1], [0, 2], [0, 3], [0, 4], [0, 5]])).nClusters, 1);
});

Deno.test("fitLeiden() does not change the graph and refuses passes that make no sense", () => {
  const graph = cliques(3, 4);
  const before = graph.data.slice();
  fitLeiden(graph);
  assert.deepEqual(graph.data, before);
  assertThrows(() => fitLeiden(graph, { nIterations: -2 }), "InvalidArgument", /nIterations.*≥ -1 but found -2/);
  assertThrows(() => fitLeiden(graph, { resolution: NaN }), "InvalidArgument", /resolution.*found NaN/);
  assertThrows(() => fitLeiden(graphOf(2, [[0, 1, Infinity]])), "BadValues", /found Infinity at entry 0 in the graph/);
});

Deno.test("fitLeiden() ends with the first pass that gains nothing, or after as many as it is given", () => {
  const passes = (nIterations: number) => {
    let count = 0;
    fitLeiden(cliques(5, 5), { nIterations, onProgress: () => count++ });
    return count;
  };
  assert.equal(passes(-1), 2);
  assert.equal(passes(1), 1);
  assert.equal(passes(0), 1);
});
