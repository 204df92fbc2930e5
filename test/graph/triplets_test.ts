import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import { Dense } from "../../src/data/dense.ts";
import { triplets } from "../../src/graph/triplets.ts";
import { FarthestRows, squaredDistance } from "../../src/graph/triplets/farthest_rows.ts";
import { sampledFarSampler } from "../../src/graph/triplets/negatives.ts";
import { randomDense, refuses } from "./support.ts";

const X = randomDense(new Rng(1), 120, 5);
const VALUES = X.data as Float64Array;
const squared = (i: number, j: number) => squaredDistance(VALUES, 5, i, j);

function nearLists(k: number): number[][] {
  return Array.from(
    { length: X.nRows },
    (_, i) =>
      [...Array(X.nRows).keys()].filter((j) => j !== i).sort((a, b) => squared(i, a) - squared(i, b)).slice(0, k),
  );
}

Deno.test("triplets() pairs every two rows that are in each other's near list, both ways", () => {
  const { anchors, positives } = triplets(X);
  const near = nearLists(3);
  const wanted = near.flatMap((row, i) => row.filter((j) => near[j]!.includes(i)).map((j) => [i, j]));
  assert.deepEqual(Array.from(anchors, (i, t) => [i, positives[t]]), wanted);
});

Deno.test("triplets() draws negatives among the farthest rows, all of which are reached", () => {
  const count = Math.floor(119 * 0.6);
  const met = new Map<number, Set<number>>();
  for (let seed = 0; seed < 60; seed++) {
    const { anchors, negatives } = triplets(X, { seed });
    anchors.forEach((i, t) => met.set(i, (met.get(i) ?? new Set()).add(negatives[t]!)));
  }
  let widest = 0;
  for (const [i, negatives] of met) {
    const rising = [...Array(120).keys()].map((j) => squared(i, j)).sort((a, b) => a - b);
    const border = rising[120 - count]!;
    for (const j of negatives) assert(squared(i, j) >= border);
    widest = Math.max(widest, negatives.size);
  }
  assert(widest > count / 2);
});

Deno.test("triplets() are the same for a seed and other for another; the pairs do not depend on it", () => {
  const [a, again, b] = [triplets(X, { seed: 3 }), triplets(X, { seed: 3 }), triplets(X, { seed: 4 })];
  assert.deepEqual(a, again);
  assert.deepEqual(a.positives, b.positives);
  assert.notDeepEqual(a.negatives, b.negatives);
});

Deno.test("triplets() skip duplicates when they look for neighbours, and rows that are all zero", () => {
  const rows = Dense.fromRows([[1], [1], [1.5], [8], [9], [0]], "float64");
  const { anchors, positives, negatives } = triplets(rows, { nNeighbors: 1 });
  assert.deepEqual(Array.from(anchors, (i, t) => [i, positives[t]]), [[0, 2], [2, 0], [3, 4], [4, 3]]);
  assert(!anchors.includes(5) && !positives.includes(5));
  anchors.forEach((i, t) => assert.notEqual(rows.get(i, 0), rows.get(negatives[t]!, 0)));
});

Deno.test("triplets() of rows that are all equal are none", () => {
  const same = Dense.fromRows(Array.from({ length: 6 }, () => [2, 3]));
  assert.equal(triplets(same).anchors.length, 0);
});

Deno.test("triplets() without a far share are none", () => {
  assert.equal(triplets(X, { farFraction: 0 }).anchors.length, 0);
});

Deno.test("triplets() of a large matrix come from a random part of its rows", () => {
  const { anchors, positives, negatives } = triplets(X, { maxRows: 40, seed: 2 });
  const rows = new Set([...anchors, ...positives, ...negatives]);
  assert(rows.size <= 40 && rows.size > 20);
  assert([...rows].some((row) => row > 60));
});

Deno.test("triplets() by sample keep their negatives beyond the quantile of the distances, nearly", () => {
  const big = randomDense(new Rng(5), 1500, 4);
  const values = big.data as Float64Array;
  const { anchors, negatives } = triplets(big, { exactBelow: 100, seed: 1 });
  assert(anchors.length > 500);
  let inside = 0;
  anchors.forEach((i, t) => {
    const distance = squaredDistance(values, 4, i, negatives[t]!);
    let nearer = 0;
    for (let j = 0; j < 1500; j++) if (squaredDistance(values, 4, i, j) < distance) nearer++;
    assert(nearer > 0.3 * 1500);
    if (nearer < 0.4 * 1500) inside++;
  });
  assert(inside / anchors.length < 0.05);
});

Deno.test("sampledFarSampler() gives none for a row that equals all others", () => {
  using sampler = sampledFarSampler(new Float64Array(10), 1, 0.6, new Rng(1));
  assert.equal(sampler.draw(0, 9, new Rng(2)).length, 0);
});

Deno.test("FarthestRows counts rows equal to the row as neither near nor far", () => {
  using far = new FarthestRows(Float64Array.of(0, 0, 1, 2, 3), 1, 0.5);
  const { rows, nearest } = far.of(0);
  assert.deepEqual([...rows], [4]);
  assert.equal(nearest, 9);
  assert.deepEqual([...far.of(4).rows].sort(), [0, 1]);
  using none = new FarthestRows(new Float64Array(3), 1, 0.5);
  assert.equal(none.of(1).nearest, Infinity);
});

Deno.test("triplets() refuses too few rows, shares beyond 1, and stops by the signal", () => {
  refuses(() => triplets(Dense.zeros(3, 2)), "TooSmall", /at most 2 for 3 rows but found 3/);
  refuses(() => triplets(X, { farFraction: 1.5 }), "InvalidArgument", /farFraction to be a finite number from 0 to 1/);
  refuses(() => triplets(X, { nNeighbors: 0 }), "InvalidArgument", /nNeighbors/);
  refuses(() => triplets(X, { signal: AbortSignal.abort() }), "Aborted", /stopped/);
});

Deno.test("triplets() report progress and do not change the matrix", () => {
  const before = VALUES.slice();
  const stages: string[] = [];
  triplets(X, { onProgress: ({ stage }) => stages.push(stage) });
  assert.deepEqual(stages, ["finding near rows", "drawing triplets"]);
  assert.deepEqual(VALUES, before);
});
