import assert from "node:assert/strict";

import { renumber } from "../../../src/cluster/leiden_steps/level.ts";
import { Rng } from "../../../src/core/rng.ts";
import { assertSamePartition } from "../helpers.ts";

Deno.test("renumber() names labels in order of first appearance", () => {
  const labels = Int32Array.of(4, 1, 4, 0, 1);
  assert.equal(renumber(labels), 3);
  assert.deepEqual([...labels], [0, 1, 0, 2, 1]);
  assert.equal(renumber(new Int32Array(0)), 0);
});

Deno.test("renumber() keeps the partition and makes names 0 … count − 1", () => {
  const rng = new Rng(1);
  for (let round = 0; round < 30; round++) {
    const n = 1 + rng.integer(30);
    const labels = Int32Array.from({ length: n }, () => rng.integer(n)), before = labels.slice();
    const count = renumber(labels);
    assertSamePartition(labels, before);
    assert.equal(Math.max(...labels) + 1, count);
    assert.equal(new Set(labels).size, count);
    const again = labels.slice();
    assert.equal(renumber(again), count);
    assert.deepEqual(again, labels);
  }
});
