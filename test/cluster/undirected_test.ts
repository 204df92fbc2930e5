import assert from "node:assert/strict";

import { undirected } from "../../src/cluster/undirected.ts";
import { Rng } from "../../src/core/rng.ts";
import { Csr } from "../../src/data/csr.ts";
import { Dense } from "../../src/data/dense.ts";
import { assertThrows, graphOf, near } from "./helpers.ts";

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

Deno.test("undirected() is symmetric, sorted, positive and adds up, for random directed matrices", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 25; round++) {
    const n = 1 + rng.integer(20);
    const dense = Float64Array.from({ length: n * n }, () => rng.uniform() < 0.2 ? rng.uniform() : 0);
    const found = undirected(Csr.fromDense(new Dense(dense, { shape: [n, n] })));
    let total = 0;
    for (let i = 0; i < n; i++) {
      let strength = 0, last = -1;
      for (let p = found.indptr[i]!; p < found.indptr[i + 1]!; p++) {
        const j = found.indices[p]!;
        assert(j > last && j !== i && found.weights[p]! > 0);
        near(found.weights[p]!, (dense[i * n + j]! + dense[j * n + i]!) / 2, 1e-15);
        strength += found.weights[p]!;
        last = j;
      }
      near(found.strengths[i]!, strength, 1e-14);
      total += strength;
    }
    near(found.total, total, 1e-12);
  }
});

Deno.test("undirected() reads whole numbers and leaves the graph alone", () => {
  const graph = new Csr({
    shape: [2, 2],
    indptr: Int32Array.of(0, 1, 1),
    indices: Int32Array.of(1),
    data: Int32Array.of(3),
  });
  assert.deepEqual([...undirected(graph).weights], [1.5, 1.5]);
  assert.deepEqual([...graph.data], [3]);
});

Deno.test("undirected() refuses what is not a graph, and says where", () => {
  const oblong = new Csr({
    shape: [1, 2],
    indptr: Int32Array.of(0, 0),
    indices: new Int32Array(0),
    data: new Float32Array(0),
  });
  assertThrows(() => undirected(oblong), "Misaligned", /a square matrix but found 1 × 2 in the graph/);
  for (const bad of [-0.5, NaN, Infinity]) {
    assertThrows(
      () => undirected(graphOf(2, [[0, 1, bad]])),
      "BadValues",
      new RegExp(`finite and not negative but found ${bad} at entry 0 in the graph`),
    );
  }
});
