import assert from "node:assert/strict";

import { moments, pooledScatter, scatter } from "../../src/cluster/gmm_moments.ts";
import { near, softProblem } from "./helpers.ts";

const P = 3, G = 2, N = 40;

Deno.test("moments() are weighted sizes and means", () => {
  const { data, z } = softProblem(1);
  const { sizes, means } = moments(data, P, z, G, null);
  for (let k = 0; k < G; k++) {
    const weights = Array.from({ length: N }, (_, i) => z[i * G + k]!);
    near(sizes[k]!, weights.reduce((a, b) => a + b, 0));
    for (let j = 0; j < P; j++) {
      near(means[k * P + j]!, weights.reduce((sum, w, i) => sum + w * data[i * P + j]!, 0) / sizes[k]!);
    }
  }
});

Deno.test("moments() keeps the former mean of a cluster that lost all its rows", () => {
  const z = Float64Array.of(1, 0, 1, 0);
  const { sizes, means } = moments(Float64Array.of(2, 4), 1, z, 2, Float64Array.of(7, 9));
  assert.deepEqual([...sizes], [2, 0]);
  assert.deepEqual([...means], [3, 9]);
});

Deno.test("pooledScatter() is the sum of the scatter matrices of all clusters", () => {
  const { data, z, cross } = softProblem(2);
  const found = moments(data, P, z, G, null);
  const parts = [0, 1].map((k) => scatter(data, P, z, G, k, found.means));
  pooledScatter(cross, found, P).forEach((value, at) => near(value, parts[0]![at]! + parts[1]![at]!, 1e-9));
});
