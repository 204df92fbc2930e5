import assert from "node:assert/strict";

import { Rng } from "../../src/core/rng.ts";
import type { Dense } from "../../src/data/dense.ts";
import { KdTree } from "../../src/graph/kd_tree.ts";
import { selectByCoordinate } from "../../src/graph/select_by_coordinate.ts";
import { lattice, randomDense } from "./support.ts";

function sortedOthers(x: Dense, i: number): { j: number; squared: number }[] {
  return Array.from({ length: x.nRows }, (_, j) => {
    let squared = 0;
    for (let c = 0; c < x.nCols; c++) squared += (x.get(i, c) - x.get(j, c)) ** 2;
    return { j, squared };
  }).filter(({ j }) => j !== i).sort((a, b) => a.squared - b.squared || a.j - b.j);
}

function assertTree(x: Dense, k: number, radius: number): void {
  const tree = new KdTree(x.data as Float64Array, x.nCols);
  const { indices, squared } = tree.nearest(k);
  const within = tree.within(radius);
  for (let i = 0; i < x.nRows; i++) {
    const others = sortedOthers(x, i);
    assert.deepEqual([...indices.subarray(i * k, (i + 1) * k)], others.slice(0, k).map(({ j }) => j));
    assert.deepEqual([...squared.subarray(i * k, (i + 1) * k)], others.slice(0, k).map((other) => other.squared));
    const inside = others.filter((other) => other.squared <= radius * radius).map(({ j }) => j).sort((a, b) => a - b);
    assert.deepEqual([...within.indices.slice(within.indptr[i], within.indptr[i + 1])].sort((a, b) => a - b), inside);
  }
}

Deno.test("KdTree finds the neighbours that a sort of all distances finds, in 1 to 4 dimensions", () => {
  const rng = new Rng(1);
  for (const nDims of [1, 2, 3, 4]) {
    for (const n of [2, 11, 12, 150]) assertTree(randomDense(rng, n, nDims), Math.min(5, n - 1), 0.7);
  }
});

Deno.test("KdTree gives ties to the smaller index on lattices and among coincident points", () => {
  const rng = new Rng(2);
  assertTree(randomDense(rng, 200, 2, 6), 7, 1);
  assertTree(randomDense(rng, 90, 2, 1), 5, 0);
  const coords = Float64Array.from(lattice(9, 9).flat());
  const { indices } = new KdTree(coords, 2).nearest(4);
  assert.deepEqual([...indices.subarray(4 * 40, 4 * 41)], [31, 39, 41, 49]);
});

Deno.test("KdTree tells coincident points apart by index and never returns the point itself", () => {
  const { indices, squared } = new KdTree(new Float64Array(2 * 30), 2).nearest(29);
  for (let i = 0; i < 30; i++) {
    const expected = Array.from({ length: 30 }, (_, j) => j).filter((j) => j !== i);
    assert.deepEqual([...indices.subarray(29 * i, 29 * i + 29)], expected);
  }
  assert(squared.every((distance) => distance === 0));
});

Deno.test("KdTree.within() takes points exactly at the radius, and grows beyond its first buffer", () => {
  const line = Float64Array.from({ length: 2 * 100 }, (_, p) => p % 2 ? 0 : p / 2);
  const { indptr } = new KdTree(line, 2).within(1);
  assert.equal(indptr[100], 198);
  assert.equal(new KdTree(line, 2).within(99).indices.length, 100 * 99);
  assert.equal(new KdTree(line, 2).within(0.5).indices.length, 0);
});

Deno.test("KdTree copies its points", () => {
  const coords = Float64Array.of(3, 3, 1, 1, 2, 2, 0, 0);
  new KdTree(coords, 2);
  assert.deepEqual([...coords], [3, 3, 1, 1, 2, 2, 0, 0]);
});

Deno.test("selectByCoordinate() puts the wanted rank in its place, also with many equal values", () => {
  const rng = new Rng(3);
  for (const levels of [0, 1, 2, 5]) {
    for (const n of [1, 2, 7, 64, 501]) {
      const keys = randomDense(rng, n, 1, levels).data as Float64Array;
      const middle = rng.integer(n);
      const values = keys.slice();
      const ids = Int32Array.from(keys.keys());
      selectByCoordinate(values, ids, 1, 0, 0, n - 1, middle);
      assert.equal(values[middle], keys.slice().sort()[middle]);
      values.forEach((value, p) => {
        assert.equal(value, keys[ids[p]!]);
        assert(p < middle ? value <= values[middle]! : value >= values[middle]!);
      });
    }
  }
});
