import assert from "node:assert/strict";

import { hungarian } from "../../src/cluster/hungarian.ts";
import { Rng } from "../../src/core/rng.ts";
import { assertThrows, near } from "./helpers.ts";

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, at) => rest.toSpliced(at, 0, n - 1)));
}

Deno.test("hungarian() finds the least sum over all assignments", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 60; round++) {
    const nRows = 1 + rng.integer(5), nCols = 1 + rng.integer(5);
    const costs = Float64Array.from({ length: nRows * nCols }, () => round % 2 ? rng.integer(4) : rng.normal());
    const columns = hungarian(costs, nRows, nCols);
    const sum = (assigned: ArrayLike<number>) =>
      Array.from(assigned).reduce((s, j, i) => j < 0 || j >= nCols ? s : s + costs[i * nCols + j]!, 0);
    const padded = Math.max(nRows, nCols);
    const least = Math.min(...permutations(padded).map((order) => sum(order.slice(0, nRows))));
    assert(Math.abs(sum(columns) - least) < 1e-9, `${nRows} × ${nCols}: ${sum(columns)} against ${least}`);
    const used = [...columns].filter((j) => j >= 0);
    assert.equal(used.length, Math.min(nRows, nCols));
    assert.equal(new Set(used).size, used.length);
  }
});

Deno.test("hungarian() of nothing, and of wrong input", () => {
  assert.equal(hungarian(new Float64Array(0), 0, 3).length, 0);
  assert.deepEqual([...hungarian(new Float64Array(0), 2, 0)], [-1, -1]);
  assertThrows(() => hungarian(new Float64Array(3), 2, 2), "Misaligned", /costs to have length 4/);
  assertThrows(() => hungarian(Float64Array.of(NaN), 1, 1), "BadValues", /costs to hold finite numbers/);
});

Deno.test("hungarian() is as good as the best of all assignments up to order 6", () => {
  const rng = new Rng(2);
  for (let n = 1; n <= 6; n++) {
    const orders = permutations(n);
    for (let round = 0; round < 12; round++) {
      const costs = Float64Array.from({ length: n * n }, () => round % 2 ? rng.integer(5) - 2 : rng.normal());
      const sum = (order: ArrayLike<number>) => Array.from(order).reduce((s, j, i) => s + costs[i * n + j]!, 0);
      near(sum(hungarian(costs, n, n)), Math.min(...orders.map(sum)), 1e-12);
    }
  }
});

Deno.test("hungarian() does not mind what is added to a whole row or column", () => {
  const rng = new Rng(3);
  const n = 6;
  const costs = Float64Array.from({ length: n * n }, () => rng.normal());
  const moved = costs.map((value, at) => value + 100 * Math.floor(at / n) - 7 * (at % n));
  assert.deepEqual(hungarian(moved, n, n), hungarian(costs, n, n));
});

Deno.test("hungarian() of the transpose is the inverse assignment", () => {
  const rng = new Rng(4);
  for (const [m, n] of [[4, 4], [3, 6], [6, 3]] as const) {
    const costs = Float64Array.from({ length: m * n }, () => rng.normal());
    const turned = Float64Array.from({ length: m * n }, (_, at) => costs[(at % m) * n + Math.floor(at / m)]!);
    const columns = hungarian(costs, m, n), rows = hungarian(turned, n, m);
    columns.forEach((j, i) => j >= 0 && assert.equal(rows[j], i));
    rows.forEach((i, j) => i >= 0 && assert.equal(columns[i], j));
  }
});

Deno.test("hungarian() finds a hidden assignment among many", () => {
  const n = 120;
  const order = new Rng(5).permutation(n);
  const rng = new Rng(6);
  const costs = Float64Array.from(
    { length: n * n },
    (_, at) => at % n === order[Math.floor(at / n)] ? 0 : rng.uniform() + 0.01,
  );
  assert.deepEqual(hungarian(costs, n, n), order);
});

Deno.test("hungarian() refuses infinite costs and does not change them", () => {
  assertThrows(() => hungarian(Float64Array.of(1, Infinity), 1, 2), "BadValues", /Infinity at element 1/);
  const costs = Float64Array.of(3, 1, 2, 4);
  assert.deepEqual([...hungarian(costs, 2, 2)], [1, 0]);
  assert.deepEqual([...costs], [3, 1, 2, 4]);
});
