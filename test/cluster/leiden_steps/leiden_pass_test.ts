import assert from "node:assert/strict";

import { leidenPass } from "../../../src/cluster/leiden_steps/leiden_pass.ts";
import { modularityOf } from "../../../src/cluster/modularity.ts";
import { undirected } from "../../../src/cluster/undirected.ts";
import { Rng } from "../../../src/core/rng.ts";
import { assertSamePartition, cliques, countPieces, randomGraph, singles } from "../helpers.ts";

Deno.test("leidenPass() does not lower modularity from where it starts", () => {
  const graph = undirected(randomGraph(8, 150, 500, 0.5));
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

Deno.test("leidenPass() is not worse than its start, whatever start and resolution, and its communities are connected", () => {
  const rng = new Rng(9);
  for (let round = 0; round < 30; round++) {
    const n = 10 + rng.integer(60), graph = undirected(randomGraph(round, n, 2 * n, 0.5));
    const resolution = 0.2 + 2 * rng.uniform(), k = 1 + rng.integer(n);
    const start = Int32Array.from({ length: n }, () => rng.integer(k));
    const labels = leidenPass(graph, start, resolution, new Rng(round));
    assert(modularityOf(graph, labels, resolution) >= modularityOf(graph, start, resolution) - 1e-12, `round ${round}`);
    assert.equal(countPieces(graph, labels), new Set(labels).size);
  }
});

Deno.test("leidenPass() gives the same labels for the same stream and leaves its start alone", () => {
  const graph = undirected(randomGraph(10, 80, 200, 0.5));
  const start = singles(80);
  assert.deepEqual(leidenPass(graph, start, 1, new Rng(3)), leidenPass(graph, start, 1, new Rng(3)));
  assert.deepEqual(start, singles(80));
});
