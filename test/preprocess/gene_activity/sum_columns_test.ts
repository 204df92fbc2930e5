import assert from "node:assert/strict";
import { Rng } from "../../../src/core/rng.ts";
import { Csr } from "../../../src/data/csr.ts";
import type { Overlaps } from "../../../src/preprocess/gene_activity/overlaps.ts";
import { sumColumns } from "../../../src/preprocess/gene_activity/sum_columns.ts";
import { rowMajor } from "../../../src/preprocess/row_major.ts";
import { elements, randomCounts, storages } from "../support.ts";

function pairs(lists: readonly (readonly number[])[]): Overlaps {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => starts[i + 1] = starts[i]! + list.length);
  return { starts, targets: Int32Array.from(lists.flat()) };
}

Deno.test("sumColumns() is the product with the 0/1 matrix of the pairs, in every storage", () => {
  for (let seed = 0; seed < 12; seed++) {
    const rng = new Rng(seed);
    const [nRows, nPlaces, nTargets] = [rng.integer(9), 1 + rng.integer(12), 1 + rng.integer(10)];
    const counts = randomCounts(seed, nRows + 1, nPlaces);
    const lists = Array.from(
      { length: nPlaces },
      () => Array.from({ length: nTargets }, (_, t) => t).filter(() => rng.uniform() < 0.3),
    );
    const want = counts.toRows().flatMap((row) =>
      Array.from(
        { length: nTargets },
        (_, t) => row.reduce((sum, value, j) => sum + (lists[j]!.includes(t) ? value : 0), 0),
      )
    );
    for (const [name, X] of storages(counts)) {
      const got = sumColumns(rowMajor(X), pairs(lists), nTargets);
      assert.deepEqual(elements(got), want, `seed ${seed}, ${name}`);
      assert(got.data.every((value) => value !== 0), "zeros are not stored");
    }
  }
});

Deno.test("sumColumns() keeps columns rising within a row, and adds entries stored twice", () => {
  const x = new Csr({
    shape: [1, 3],
    indptr: new Int32Array([0, 4]),
    indices: new Int32Array([0, 1, 1, 2]),
    data: new Float32Array([1, 2, 3, 0]),
  });
  const got = sumColumns(rowMajor(x), pairs([[2], [0, 1], [1]]), 3);
  assert.deepEqual([...got.indices], [0, 1, 2]);
  assert.deepEqual([...got.data], [5, 5, 1]);
});

Deno.test("sumColumns() gives float64 for float64 and float32 for everything else", () => {
  const touched = pairs([[0], []]);
  for (const [dtype, want] of [["float64", "float64"], ["float32", "float32"], ["int32", "float32"]] as const) {
    assert.equal(sumColumns(rowMajor(randomCounts(1, 3, 2, dtype)), touched, 1).dtype, want);
  }
});
