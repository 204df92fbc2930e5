import assert from "node:assert/strict";

import { labelColumn } from "../../src/cluster/label_column.ts";

Deno.test("labelColumn() counts categories from 0 or from 1", () => {
  const codes = Int32Array.of(1, 0, 2);
  assert.deepEqual(labelColumn(codes, 3, 0).toArray(), ["1", "0", "2"]);
  assert.deepEqual(labelColumn(codes, 3, 1).toArray(), ["2", "1", "3"]);
});

Deno.test("labelColumn() keeps categories that no row has, in the order of numbers", () => {
  const column = labelColumn(Int32Array.of(11, 0), 12, 1);
  assert.equal(column.categories.length, 12);
  assert.deepEqual(column.categories.toArray().slice(8), ["9", "10", "11", "12"]);
});
