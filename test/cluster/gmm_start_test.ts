import assert from "node:assert/strict";

import { startFromTree, startOf, startRows } from "../../src/cluster/gmm_start.ts";
import { hierarchicalStart } from "../../src/cluster/hierarchical_start.ts";
import { takeRows } from "../../src/cluster/take_rows.ts";
import { assertSamePartition, assertThrows, blobs, near } from "./helpers.ts";

Deno.test("startRows() are all rows up to subsetAbove, a rising random subset of that size above", () => {
  assert.deepEqual([...startRows(4, {})], [0, 1, 2, 3]);
  assert.deepEqual([...startRows(4, { subsetAbove: 4 })], [0, 1, 2, 3]);
  const rows = startRows(1000, { subsetAbove: 50, seed: 3 });
  assert.equal(rows.length, 50);
  for (let i = 1; i < 50; i++) assert(rows[i]! > rows[i - 1]!);
  assert.deepEqual(startRows(1000, { subsetAbove: 50, seed: 3 }), rows);
  assert.notDeepEqual(startRows(1000, { subsetAbove: 50, seed: 4 }), rows);
  assert.equal(startRows(2001, {}).length, 2000);
});

Deno.test("startRows() takes the rows it is given, if they are there", () => {
  assert.deepEqual([...startRows(5, { subset: [4, 0] })], [4, 0]);
  for (const bad of [5, -1]) {
    assertThrows(
      () => startRows(5, { subset: [0, bad] }),
      "InvalidArgument",
      new RegExp(`a row of subset to be an integer from 0 to 4 but found ${bad}`),
    );
  }
  assertThrows(() => startRows(5, { subsetAbove: 1 }), "InvalidArgument", /subsetAbove.*≥ 2 but found 1/);
});

Deno.test("startFromTree() is the partition itself when the tree has every row", () => {
  const x = blobs(2, 30, 2, 3, 20);
  const z = startFromTree(x, startRows(30, {}), hierarchicalStart(x), 3, "EEE");
  for (let i = 0; i < 30; i++) {
    const row = [...z.subarray(3 * i, 3 * i + 3)];
    assert.deepEqual(row.toSorted(), [0, 0, 1]);
    assert.equal(row.indexOf(1), x.truth[i]);
  }
});

Deno.test("startFromTree() spreads the partition of a subset over all rows", () => {
  const x = blobs(3, 90, 2, 3, 20);
  const rows = startRows(90, { subset: Int32Array.from({ length: 30 }, (_, i) => 2 * i) });
  const z = startFromTree(x, rows, hierarchicalStart(takeRows(x, rows)), 3, "EEE");
  assert.equal(z.length, 270);
  const labels = Array.from({ length: 90 }, (_, i) => {
    const row = [...z.subarray(3 * i, 3 * i + 3)];
    near(row.reduce((a, b) => a + b, 0), 1);
    return row.indexOf(Math.max(...row));
  });
  assertSamePartition(labels, x.truth);
});

Deno.test("startOf() turns labels, k-means and the hierarchy into responsibilities that add to one", () => {
  const x = blobs(4, 40, 2, 2, 20);
  for (const init of ["hierarchical", "kmeans", x.truth] as const) {
    const z = startOf(x, 2, "EEE", { init });
    assertSamePartition(Array.from({ length: 40 }, (_, i) => z[2 * i]), x.truth);
    for (let i = 0; i < 40; i++) assert.equal(z[2 * i]! + z[2 * i + 1]!, 1);
  }
});

Deno.test("startOf() refuses starts it does not know and labels out of range", () => {
  const x = blobs(5, 6, 1, 2, 9);
  assertThrows(() => startOf(x, 2, "EEE", { init: "x" as "kmeans" }), "InvalidArgument", /'hierarchical', 'kmeans'/);
  assertThrows(() => startOf(x, 2, "EEE", { init: Int32Array.of(0, 1) }), "Misaligned", /init to have length 6/);
  assertThrows(
    () => startOf(x, 2, "EEE", { init: Int32Array.of(0, 1, 0, 1, 2, 0) }),
    "InvalidArgument",
    /a label of init to be an integer from 0 to 1 but found 2/,
  );
});
