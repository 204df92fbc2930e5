import assert from "node:assert/strict";

import { type Bounds, findNearest, squaredDistance, widen } from "../../src/cluster/nearest_centers.ts";
import { Rng } from "../../src/core/rng.ts";
import { near } from "./helpers.ts";

const unknown = (n: number): Bounds => ({
  labels: new Int32Array(n).fill(-1),
  upper: new Float64Array(n).fill(Infinity),
  lower: new Float64Array(n).fill(-Infinity),
});

Deno.test("squaredDistance() reads vectors anywhere in two arrays", () => {
  assert.equal(squaredDistance(Float64Array.of(9, 1, 2), 1, Float64Array.of(4, 6), 0, 2), 25);
  assert.equal(squaredDistance(Float64Array.of(1), 0, Float64Array.of(1), 0, 1), 0);
  assert.equal(squaredDistance(new Float64Array(0), 0, new Float64Array(0), 0, 0), 0);
});

Deno.test("findNearest() finds the nearest centre, the first of equals, and tells what changed", () => {
  const data = Float64Array.of(0, 4, 5, 10), centers = Float64Array.of(0, 10);
  const bounds = unknown(4);
  assert(findNearest(data, 1, centers, bounds));
  assert.deepEqual([...bounds.labels], [0, 0, 0, 1]);
  assert.deepEqual([...bounds.upper], [0, 4, 5, 0]);
  assert.deepEqual([...bounds.lower], [10, 6, 5, 10]);
  assert(!findNearest(data, 1, centers, bounds));
});

Deno.test("findNearest() after widen() agrees with a fresh search, however the centres went", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 60; round++) {
    const n = 20, p = 1 + rng.integer(3), k = 1 + rng.integer(6);
    const data = Float64Array.from({ length: n * p }, () => round % 2 ? rng.integer(5) : rng.normal());
    let centers = data.slice(0, k * p);
    const kept = unknown(n);
    findNearest(data, p, centers, kept);
    for (let step = 0; step < 6; step++) {
      const next = centers.map((value) => value + 0.3 ** step * rng.normal());
      widen(centers, next, p, kept);
      centers = next;
      findNearest(data, p, centers, kept);
      const fresh = unknown(n);
      findNearest(data, p, centers, fresh);
      assert.deepEqual(kept.labels, fresh.labels, `round ${round}, step ${step}`);
    }
  }
});

Deno.test("widen() keeps the bounds bounds and returns how far the centres went", () => {
  const rng = new Rng(2);
  const data = Float64Array.from({ length: 30 }, () => rng.normal());
  const before = Float64Array.of(-1, 0, 1), after = Float64Array.of(-1.5, 0.25, 1);
  const bounds = unknown(30);
  findNearest(data, 1, before, bounds);
  near(widen(before, after, 1, bounds), 0.25 + 0.0625, 1e-15);
  data.forEach((value, i) => {
    const own = bounds.labels[i]!;
    const distances = [...after].map((center) => Math.abs(value - center));
    assert(distances[own]! <= bounds.upper[i]! + 1e-12);
    assert(Math.min(...distances.filter((_, c) => c !== own)) >= bounds.lower[i]! - 1e-12);
  });
});
