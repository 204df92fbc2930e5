import assert from "node:assert/strict";

import { runThrough } from "../../src/core/run_through.ts";
import { lloydSteps } from "../../src/cluster/lloyd.ts";
import { squaredDistance } from "../../src/cluster/nearest_centers.ts";
import { Rng } from "../../src/core/rng.ts";
import { near } from "./helpers.ts";

const lloyd = (...args: Parameters<typeof lloydSteps>) => runThrough(lloydSteps(...args));

Deno.test("lloyd() returns labels, centres and inertia that belong together", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 40; round++) {
    const n = 3 + rng.integer(30), p = 1 + rng.integer(3), k = 1 + rng.integer(3);
    const data = Float64Array.from({ length: n * p }, () => round % 2 ? rng.integer(4) : rng.normal());
    const { labels, centers, inertia } = lloyd(data, p, data.slice(0, k * p), 50, 0);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const squares = Array.from({ length: k }, (_, c) => squaredDistance(data, i * p, centers, c * p, p));
      near(squares[labels[i]!]!, Math.min(...squares), 1e-12);
      sum += squares[labels[i]!]!;
    }
    near(inertia, sum, 1e-9);
  }
});

Deno.test("lloyd() gives an empty cluster the row farthest from its centre", () => {
  const { labels, centers } = lloyd(Float64Array.of(0, 1, 2, 9), 1, Float64Array.of(1, 1e6), 10, 0);
  assert.deepEqual([...labels], [0, 0, 0, 1]);
  assert.deepEqual([...centers], [1, 9]);
});

Deno.test("lloyd() fills several empty clusters with different rows", () => {
  const { labels } = lloyd(Float64Array.of(0, 10, 20, 30), 1, Float64Array.of(0, 1e6, 1e6, 1e6), 20, 0);
  assert.equal(new Set(labels).size, 4);
});

Deno.test("lloyd() stops when the centres move by no more than the tolerance, and leaves its start alone", () => {
  const start = Float64Array.of(0, 3);
  const data = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 20);
  assert.equal(lloyd(data, 1, start, 100, 1e9).nIter, 1);
  assert(lloyd(data, 1, start, 100, 0).nIter > 2);
  assert.equal(lloyd(data, 1, start, 2, 0).nIter, 2);
  assert.deepEqual([...start], [0, 3]);
});

Deno.test("lloyd() fills an empty cluster with the first of rows that are equally far, never with the last of a cluster", () => {
  assert.deepEqual([...lloyd(Float64Array.of(-4, 0, 4), 1, Float64Array.of(0, 1e6), 1, 0).labels], [1, 0, 0]);
  const { labels } = lloyd(Float64Array.of(100, 1, 2), 1, Float64Array.of(0, 60, 1e6), 1, 0);
  assert.deepEqual([...labels], [1, 0, 2]);
});
