import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { featureNeighbors } from "../../src/graph/feature_neighbors.ts";
import { mutualNeighbors } from "../../src/graph/mutual_neighbors.ts";
import { mutualNeighborsAcross } from "../../src/graph/mutual_neighbors_across.ts";
import { randomDense, refuses } from "./support.ts";

Deno.test("featureNeighbors() is the table of exact neighbours as a graph", () => {
  const x = randomDense(new Rng(1), 40, 6);
  for (const metric of ["euclidean", "cosine", "correlation"] as const) {
    const graph = featureNeighbors(x, { nNeighbors: 5, metric, mode: "distance" });
    const { indices, distances } = exactNeighbors(x, { nNeighbors: 5, metric });
    for (let i = 0; i < 40; i++) {
      const row = [...indices.subarray(5 * i, 5 * i + 5)];
      assert.deepEqual([...graph.neighbors(i)], row.toSorted((a, b) => a - b));
      graph.neighbors(i).forEach((j, p) => {
        assert.equal(Math.fround(graph.weights(i)[p]!), distances[5 * i + row.indexOf(j)]);
      });
    }
  }
});

Deno.test("featureNeighbors() weighs edges 1 by default and keeps duplicates at distance 0", () => {
  const x = Dense.fromRows([[1, 1], [1, 1], [4, 5]]);
  assert.deepEqual([...featureNeighbors(x, { nNeighbors: 1 }).edges().weights], [1, 1, 1]);
  const distances = featureNeighbors(x, { nNeighbors: 1, mode: "distance" });
  assert.deepEqual([...distances.edges().targets], [1, 0, 0]);
  assert.deepEqual([...distances.edges().weights], [0, 0, 5]);
});

Deno.test("featureNeighbors() refuses too few rows and an unknown mode", () => {
  refuses(() => featureNeighbors(Dense.zeros(3, 2)), "TooSmall", /at most 2 for 3 rows but found 20/);
  refuses(
    () => featureNeighbors(Dense.zeros(3, 2), { mode: "weight" as "distance" }),
    "InvalidArgument",
    /mode to be one of 'connectivity', 'distance'/,
  );
});

Deno.test("mutualNeighbors() keeps the pairs that list each other", () => {
  const x = randomDense(new Rng(2), 50, 3);
  const graph = featureNeighbors(x, { nNeighbors: 4 });
  const mutual = mutualNeighbors(x, { nNeighbors: 4 });
  assert(mutual.isUndirected);
  for (let i = 0; i < 50; i++) {
    const wanted = [...graph.neighbors(i)].filter((j) => graph.neighbors(j).includes(i));
    assert.deepEqual([...mutual.neighbors(i)], wanted);
  }
});

Deno.test("mutualNeighborsAcross() keeps the pairs that list each other, sorted", () => {
  const rng = new Rng(3);
  const a = randomDense(rng, 30, 4);
  const b = randomDense(rng, 20, 4);
  const inB = exactNeighbors(b, { nNeighbors: 3, queries: a }).indices;
  const inA = exactNeighbors(a, { nNeighbors: 3, queries: b }).indices;
  const wanted: number[][] = [];
  for (let i = 0; i < 30; i++) {
    for (let j = 0; j < 20; j++) {
      if (inB.subarray(3 * i, 3 * i + 3).includes(j) && inA.subarray(3 * j, 3 * j + 3).includes(i)) wanted.push([i, j]);
    }
  }
  const { first, second } = mutualNeighborsAcross(a, b, { topK: 3 });
  assert.deepEqual(Array.from(first, (i, p) => [i, second[p]]), wanted);
  const turned = mutualNeighborsAcross(b, a, { topK: 3 });
  assert.equal(turned.first.length, first.length);
});

Deno.test("mutualNeighborsAcross() of a matrix with itself pairs every row with itself for topK 1", () => {
  const x = randomDense(new Rng(4), 12, 3);
  const { first, second } = mutualNeighborsAcross(x, x, { topK: 1 });
  assert.deepEqual([...first], [...Array(12).keys()]);
  assert.deepEqual(second, first);
});

Deno.test("mutualNeighborsAcross() refuses other columns and fewer rows than topK", () => {
  const a = Dense.zeros(3, 2);
  refuses(() => mutualNeighborsAcross(a, Dense.zeros(3, 4)), "Misaligned", /length 4/);
  refuses(() => mutualNeighborsAcross(a, Dense.zeros(1, 2)), "TooSmall", /at most 1 for 1 rows but found 2/);
  refuses(() => mutualNeighborsAcross(a, a, { topK: 0 }), "InvalidArgument", /topK/);
});
