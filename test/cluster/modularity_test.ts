import assert from "node:assert/strict";

import { modularity } from "../../src/cluster/modularity.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertThrows, byClique, cliques, graphOf, near, randomGraph, scaled } from "./helpers.ts";

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

Deno.test("modularity() does not depend on the names of communities nor on the scale of weights", () => {
  const rng = new Rng(41);
  const graph = randomGraph(41, 30, 80);
  const labels = Int32Array.from({ length: 30 }, () => rng.integer(5));
  const want = modularity(graph, labels);
  near(modularity(graph, labels.map((label) => 1000 - 7 * label)), want, 1e-15);
  near(modularity(scaled(graph, 4), labels), want, 1e-12);
});

Deno.test("modularity() is at most 1 and falls with the resolution", () => {
  const graph = cliques(10, 3);
  const labels = byClique(10, 3);
  let before = Infinity;
  for (const resolution of [0, 0.5, 1, 2, 8]) {
    const value = modularity(graph, labels, { resolution });
    assert(value <= 1 && value < before);
    before = value;
  }
});

Deno.test("modularity() of cliques apart is 1 − 1/count", () => {
  const graph = graphOf(9, [[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5], [6, 7], [7, 8], [6, 8]]);
  near(modularity(graph, byClique(3, 3)), 2 / 3, 1e-12);
});

Deno.test("modularity() refuses negative weights and resolutions", () => {
  assertThrows(() => modularity(graphOf(2, [[0, 1, -1]]), [0, 0]), "BadValues", /not negative but found -1/);
  assertThrows(() => modularity(cliques(1, 2), [0, 0], { resolution: -1 }), "InvalidArgument", /resolution/);
});
