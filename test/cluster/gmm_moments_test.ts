import assert from "node:assert/strict";

import { centered } from "../../src/cluster/centered.ts";
import { moments, pooledScatter, scatter } from "../../src/cluster/gmm_moments.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { gram } from "../../src/linalg/gram.ts";
import { blobs, near, softProblem } from "./helpers.ts";

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

Deno.test("moments() of hard labels are those of the rows of each cluster", () => {
  const x = blobs(3, 60, 4, 3, 5);
  const z = new Float64Array(180);
  x.truth.forEach((label, i) => z[3 * i + label] = 1);
  const { sizes, means } = moments(x.data, 4, z, 3, null);
  assert.deepEqual([...sizes], [20, 20, 20]);
  for (let k = 0; k < 3; k++) {
    const rows = Int32Array.from({ length: 20 }, (_, i) => 3 * i + k);
    const own = centered(takeRows(x, rows));
    own.means.forEach((value, j) => near(means[4 * k + j]!, value, 1e-12));
    const want = gram({ data: own.data, nRows: 20, nCols: 4 });
    scatter(x.data, 4, z, 3, k, means).forEach((value, at) => near(value, want[at]!, 1e-9));
  }
});

Deno.test("scatter() and pooledScatter() are symmetric and never negative on the diagonal", () => {
  const { data, z, cross } = softProblem(4);
  const found = moments(data, P, z, G, null);
  for (const w of [scatter(data, P, z, G, 1, found.means), pooledScatter(cross, found, P)]) {
    for (let a = 0; a < P; a++) {
      assert(w[a * (P + 1)]! >= 0);
      for (let b = 0; b < a; b++) assert.equal(w[a * P + b], w[b * P + a]);
    }
  }
});

Deno.test("pooledScatter() does not change the Gram matrix it is made from", () => {
  const { data, z, cross } = softProblem(5);
  const before = cross.slice();
  pooledScatter(cross, moments(data, P, z, G, null), P);
  assert.deepEqual(cross, before);
});

Deno.test("moments() of a cluster that never had a row are zero", () => {
  const { sizes, means } = moments(Float64Array.of(2, 4), 1, Float64Array.of(1, 0, 1, 0), 2, null);
  assert.deepEqual([[...sizes], [...means]], [[2, 0], [3, 0]]);
});
