import assert from "node:assert/strict";

import { refineLabels } from "../../src/cluster/refine_labels.ts";
import { Rng } from "../../src/core/rng.ts";

Deno.test("refineLabels() by majority counts the neighbours and not the spot", () => {
  assert.deepEqual([...refineLabels(Int32Array.of(0, 1, 1), Int32Array.of(1, 2, 0, 2, 0, 1), 2, "majority")], [
    1,
    0,
    0,
  ]);
});

Deno.test("refineLabels() votes on the labels as they were, all at once", () => {
  const line = Int32Array.of(0, 1, 0, 1);
  const left = Int32Array.of(1, 0, 1, 2);
  assert.deepEqual([...refineLabels(line, left, 1, "majority")], [1, 0, 1, 0]);
  assert.deepEqual([...line], [0, 1, 0, 1]);
});

Deno.test("refineLabels() gives a tie to the label met first", () => {
  const neighbors = Int32Array.of(1, 2, 2, 0, 0, 1);
  assert.deepEqual([...refineLabels(Int32Array.of(0, 1, 2), neighbors, 2, "majority")], [1, 2, 0]);
});

Deno.test("refineLabels() by SpaGCN's rule wants fewer than half for the own label, and more than half for another", () => {
  const around = (labels: readonly number[]) => {
    const k = labels.length - 1;
    const neighbors = new Int32Array(labels.length * k);
    for (let j = 0; j < k; j++) neighbors[j] = j + 1;
    return refineLabels(Int32Array.from(labels), neighbors, k, "spagcn")[0];
  };
  assert.equal(around([0, 1, 1, 1, 2]), 1, "1 own vote of 4, 3 others");
  assert.equal(around([0, 0, 1, 1, 1]), 0, "2 own votes are half");
  assert.equal(around([0, 1, 1, 2, 2]), 0, "no other has more than half");
});

Deno.test("refineLabels() lets the unlabelled take a label but give none", () => {
  for (const rule of ["majority", "spagcn"] as const) {
    assert.deepEqual([...refineLabels(Int32Array.of(-1, 3, -1), Int32Array.of(1, 2, 0, 2, 0, 0), 2, rule)], [3, 3, -1]);
  }
});

Deno.test("refineLabels() leaves one label for all alone", () => {
  const rng = new Rng(1);
  const neighbors = Int32Array.from({ length: 30 }, () => rng.integer(10));
  for (const rule of ["majority", "spagcn"] as const) {
    assert.deepEqual(refineLabels(new Int32Array(10).fill(4), neighbors, 3, rule), new Int32Array(10).fill(4));
  }
});
