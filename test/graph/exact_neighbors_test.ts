import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import type { NeighborMetric } from "../../src/graph/metric_rows.ts";
import { randomDense, refuses } from "./support.ts";

function distance(a: ArrayLike<number>, b: ArrayLike<number>, metric: NeighborMetric): number {
  const n = a.length;
  if (metric === "euclidean") return Math.sqrt(Array.from(a, (v, j) => (v - b[j]!) ** 2).reduce((s, v) => s + v, 0));
  const mean = (v: ArrayLike<number>) => metric === "correlation" ? Array.from(v).reduce((s, x) => s + x, 0) / n : 0;
  const u = Array.from(a, (v) => v - mean(a));
  const w = Array.from(b, (v) => v - mean(b));
  const dot = (p: number[], q: number[]) => p.reduce((s, v, j) => s + v * q[j]!, 0);
  return 1 - dot(u, w) / Math.sqrt(dot(u, u) * dot(w, w));
}

function bruteForce(x: Dense, queries: Dense, k: number, metric: NeighborMetric, skipSelf: boolean) {
  return Array.from(
    { length: queries.nRows },
    (_, i) =>
      Array.from({ length: x.nRows }, (_, j) => ({ j, d: distance(queries.toRows()[i]!, x.toRows()[j]!, metric) }))
        .filter(({ j }) => !(skipSelf && j === i))
        .sort((a, b) => a.d - b.d || a.j - b.j)
        .slice(0, k),
  );
}

function assertSame(x: Dense, queries: Dense | undefined, k: number, metric: NeighborMetric, excludeSelf: boolean) {
  const found = exactNeighbors(x, { nNeighbors: k, metric, queries, excludeSelf });
  const expected = bruteForce(x, queries ?? x, k, metric, excludeSelf && !queries).flat();
  expected.forEach(({ j, d }, p) => {
    assert.equal(found.indices[p], j);
    assert(Math.abs(found.distances[p]! - d) < 1e-6, `${found.distances[p]} is not ${d}`);
  });
}

Deno.test("exactNeighbors() agrees with a sort of all distances, for every metric and odd shape", () => {
  const rng = new Rng(3);
  for (const [nRows, nCols] of [[2, 1], [5, 3], [23, 7], [37, 8], [41, 19]] as const) {
    const x = randomDense(rng, nRows, nCols);
    assertSame(x, undefined, Math.min(6, nRows - 1), "euclidean", true);
    if (nCols < 3) continue;
    assertSame(x, undefined, Math.min(6, nRows - 1), "cosine", true);
    assertSame(x, undefined, Math.min(6, nRows - 1), "correlation", true);
  }
});

Deno.test("exactNeighbors() finds the neighbours of other rows", () => {
  const rng = new Rng(4);
  const x = randomDense(rng, 30, 4);
  assertSame(x, randomDense(rng, 7, 4), 5, "euclidean", true);
  assertSame(x, randomDense(rng, 1, 4), 30, "cosine", true);
});

Deno.test("exactNeighbors() gives ties to the smaller row, also across blocks", () => {
  const rng = new Rng(5);
  assertSame(randomDense(rng, 40, 2, 3), undefined, 9, "euclidean", true);
  const same = new Dense(new Float64Array(600), { shape: [600, 1] });
  const { indices, distances } = exactNeighbors(same, { nNeighbors: 3 });
  assert.deepEqual([...indices.subarray(0, 3)], [1, 2, 3]);
  assert.deepEqual([...indices.subarray(3 * 599)], [0, 1, 2]);
  assert(distances.every((d) => d === 0));
});

Deno.test("exactNeighbors() keeps a duplicate at distance exactly 0 and leaves out the row itself by index", () => {
  const rng = new Rng(6);
  const values = randomDense(rng, 50, 30).data as Float64Array;
  values.copyWithin(49 * 30, 7 * 30, 8 * 30);
  const x = new Dense(values, { shape: [50, 30] });
  for (const metric of ["euclidean", "cosine", "correlation"] as const) {
    const { indices, distances } = exactNeighbors(x, { nNeighbors: 2, metric });
    assert.equal(indices[2 * 7], 49);
    assert.equal(indices[2 * 49], 7);
    assert.equal(distances[2 * 7], 0);
    for (let i = 0; i < 50; i++) assert(!indices.subarray(2 * i, 2 * i + 2).includes(i));
  }
});

Deno.test("exactNeighbors() includes each row itself when asked to", () => {
  const x = randomDense(new Rng(7), 20, 3);
  const { indices, distances } = exactNeighbors(x, { nNeighbors: 1, excludeSelf: false });
  assert.deepEqual([...indices], [...Array(20).keys()]);
  assert(distances.every((d) => d === 0));
});

Deno.test("exactNeighbors() puts rows without direction at distance 1", () => {
  const x = Dense.fromRows([[0, 0, 0], [1, 2, 4], [3, 3, 3], [0, 0, 0]]);
  const cosine = exactNeighbors(x, { nNeighbors: 3, metric: "cosine" });
  assert.equal(cosine.indices[0], 3);
  assert.deepEqual([...cosine.distances.subarray(0, 3)], [0, 1, 1]);
  const correlation = exactNeighbors(x, { nNeighbors: 3, metric: "correlation" });
  assert.deepEqual([...correlation.distances.subarray(3, 6)], [1, 1, 1]);
});

Deno.test("exactNeighbors() does not depend on the element type and does not change its input", () => {
  const x = randomDense(new Rng(8), 25, 4, 5);
  const before = x.data.slice();
  const wanted = exactNeighbors(x, { nNeighbors: 4 });
  assert.deepEqual(exactNeighbors(x.astype("int32"), { nNeighbors: 4 }), wanted);
  assert.deepEqual(exactNeighbors(x.astype("float32"), { nNeighbors: 4 }), wanted);
  assert.deepEqual(x.data, before);
  // Many rows of few columns are searched by a tree, others by kernels.
  for (const [n, width] of [[600, 3], [600, 9]] as const) {
    const rows = randomDense(new Rng(n + width), n, width).astype("float32");
    const queries = rows.takeRows(Int32Array.from({ length: 40 }, (_, i) => 7 * i));
    for (const options of [{ nNeighbors: 6 }, { nNeighbors: 6, queries }]) {
      const wanted = exactNeighbors(rows.astype("float64"), options);
      assert.deepEqual(exactNeighbors(rows, options), wanted);
    }
  }
});

Deno.test("exactNeighbors() refuses too few rows, wrong widths, values that are not finite, unknown metrics", () => {
  const x = randomDense(new Rng(9), 4, 2);
  refuses(() => exactNeighbors(x, { nNeighbors: 4 }), "TooSmall", /at most 3 for 4 rows but found 4/);
  refuses(() => exactNeighbors(Dense.zeros(0, 2), { nNeighbors: 1 }), "TooSmall", /at most 0 for 0 rows/);
  refuses(() => exactNeighbors(Dense.zeros(3, 0), { nNeighbors: 1 }), "TooSmall", /at least one column/);
  refuses(() => exactNeighbors(x, { nNeighbors: 0 }), "InvalidArgument", /nNeighbors to be an integer ≥ 1/);
  refuses(() => exactNeighbors(x, { nNeighbors: 1, queries: Dense.zeros(2, 3) }), "Misaligned", /length 2/);
  refuses(
    () => exactNeighbors(x, { nNeighbors: 1, metric: "manhattan" as NeighborMetric }),
    "InvalidArgument",
    /metric to be one of 'euclidean'/,
  );
  for (const dtype of ["float64", "float32"] as const) {
    const bad = Dense.fromRows([[0, 1], [2, NaN]], dtype);
    refuses(() => exactNeighbors(bad, { nNeighbors: 1 }), "BadValues", /NaN at row 1, column 1/);
    refuses(() => exactNeighbors(x, { nNeighbors: 1, queries: bad }), "BadValues", /NaN at row 1, column 1/);
  }
  refuses(() => exactNeighbors(x, { nNeighbors: 1, signal: AbortSignal.abort() }), "Aborted", /stopped/);
});
