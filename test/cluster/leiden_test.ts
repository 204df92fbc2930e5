import assert from "node:assert/strict";

import { findResolution } from "../../src/cluster/find_resolution.ts";
import { fitLeiden } from "../../src/cluster/fit_leiden.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { modularity } from "../../src/cluster/modularity.ts";
import { searchResolution } from "../../src/cluster/search_resolution.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import type { CategoricalColumn } from "../../src/data/columns/categorical_column.ts";
import { Csr } from "../../src/data/csr.ts";
import { Frame } from "../../src/data/frame.ts";
import type { UnsDict } from "../../src/data/uns.ts";
import { assertSamePartition, assertThrows, cliques, graphOf } from "./helpers.ts";

const byClique = (count: number, size: number) =>
  Int32Array.from({ length: count * size }, (_, i) => Math.floor(i / size));

function randomGraph(seed: number, nNodes: number, nEdges: number): Csr {
  const rng = new Rng(seed);
  const edges: [number, number, number][] = [];
  while (edges.length < nEdges) {
    const [i, j] = [rng.integer(nNodes), rng.integer(nNodes)];
    if (i !== j) edges.push([i, j, 0.1 + rng.uniform()]);
  }
  return graphOf(nNodes, edges);
}

function withGraph(connectivities: Csr): AnnData {
  const obs = new Frame(Array.from({ length: connectivities.nRows }, (_, i) => `cell${i}`));
  return new AnnData({ obs, obsp: { connectivities } });
}

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
    const reached = new Set<number>();
    let pieces = 0;
    for (let start = 0; start < nNodes; start++) {
      if (reached.has(start)) continue;
      pieces++;
      const stack = [start];
      for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
        if (reached.has(i)) continue;
        reached.add(i);
        for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
          if (labels[graph.indices[p]!] === labels[i]) stack.push(graph.indices[p]!);
        }
      }
    }
    assert.equal(pieces, nClusters);
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

Deno.test("leiden() writes categorical labels from 0 and params, without touching its input", () => {
  const adata = withGraph(cliques(3, 4));
  const clustered = leiden(adata, { resolution: 1, seed: 3 });
  const column = clustered.obs.column("leiden") as CategoricalColumn;
  assert.deepEqual(column.categories.toArray(), ["0", "1", "2"]);
  assertSamePartition(column.toArray(), byClique(3, 4));
  const { params } = clustered.uns.leiden as UnsDict;
  assert.equal(Number((params as UnsDict).resolution), 1);
  assert.equal((params as UnsDict).random_state, 3);
  assert(!adata.obs.has("leiden"));
});

Deno.test("leiden() names the graphs there are when the one asked for is missing", () => {
  assertThrows(
    () => leiden(withGraph(cliques(2, 3)), { obsp: "spatial" }),
    "NotFound",
    /obsp\['spatial'\].*'connectivities'/,
  );
  assertThrows(() => leiden(new AnnData({ obs: new Frame(["a"]) })), "NotFound", /no obsp entries.*neighbors\(\)/);
});

Deno.test("modularity() agrees with the sum over all pairs", () => {
  const n = 15;
  const graph = randomGraph(7, n, 40);
  const labels = Int32Array.from({ length: n }, (_, i) => i % 4);
  const w = Array.from(graph.toDense().data, Number);
  const k = Array.from({ length: n }, (_, i) => w.slice(i * n, (i + 1) * n).reduce((a, b) => a + b, 0));
  const total = k.reduce((a, b) => a + b, 0);
  for (const resolution of [0, 0.5, 1, 3]) {
    let want = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (labels[i] === labels[j]) want += (w[i * n + j]! - resolution * k[i]! * k[j]! / total) / total;
      }
    }
    assert(Math.abs(modularity(graph, labels, { resolution }) - want) < 1e-12);
  }
});

Deno.test("modularity() of one community is zero, of no edges zero", () => {
  assert(Math.abs(modularity(cliques(3, 4), new Int32Array(12))) < 1e-12);
  assert.equal(modularity(graphOf(2, []), [0, 1]), 0);
  assertThrows(() => modularity(cliques(2, 3), [0]), "Misaligned", /labels to have length 6/);
});

Deno.test("findResolution() gives the wanted number of communities", () => {
  const graph = cliques(9, 5);
  for (const nClusters of [3, 9]) {
    const found = findResolution(graph, { nClusters });
    assert.equal(found.nClusters, nClusters);
    assert.equal(new Set(found.labels).size, nClusters);
    assert.deepEqual(fitLeiden(graph, { resolution: found.resolution }).labels, found.labels);
  }
});

Deno.test("findResolution() looks above its range when there are too few communities", () => {
  const found = findResolution(cliques(1, 12), { nClusters: 12, maxResolution: 0.5 });
  assert.equal(found.nClusters, 12);
  assert(found.resolution > 0.5);
});

Deno.test("findResolution() says which numbers there were when none fits", () => {
  assertThrows(
    () => findResolution(graphOf(6, [[0, 1], [2, 3], [4, 5]]), { nClusters: 2 }),
    "Failed",
    /gives 2 communities but found only 3/,
  );
  assertThrows(() => findResolution(cliques(2, 3), { nClusters: 7 }), "TooSmall", /at least 7 observations/);
  assertThrows(
    () => findResolution(cliques(2, 3), { nClusters: 2, minResolution: 2, maxResolution: 1 }),
    "InvalidArgument",
    /maxResolution/,
  );
});

Deno.test("searchResolution() writes labels and the resolution it found", () => {
  const clustered = searchResolution(withGraph(cliques(6, 5)), { nClusters: 6, keyAdded: "domain" });
  assertSamePartition(clustered.obs.column("domain").toArray(), byClique(6, 5));
  const { params } = clustered.uns.domain as UnsDict;
  assert(Number((params as UnsDict).resolution) > 0);
});
