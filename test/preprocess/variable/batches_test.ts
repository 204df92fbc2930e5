import assert from "node:assert/strict";
import { categorical } from "../../../src/data/columns/categorical.ts";
import { batchRows } from "../../../src/preprocess/variable/batches.ts";
import { adataOf, assertThrows } from "../support.ts";

const four = () => adataOf([[1], [2], [3], [4]]);
const rows = (lists: Int32Array[]) => lists.map((list) => [...list]);

Deno.test("batchRows() is one batch of all rows without a key", () => {
  assert.deepEqual(rows(batchRows(four(), undefined)), [[0, 1, 2, 3]]);
});

Deno.test("batchRows() follows labels of any kind, in the order of their categories", () => {
  assert.deepEqual(rows(batchRows(four().with({ obs: { b: ["y", "x", "y", "x"] } }), "b")), [[1, 3], [0, 2]]);
  assert.deepEqual(rows(batchRows(four().with({ obs: { b: [2, 1, 1, 1] } }), "b")), [[1, 2, 3], [0]]);
  const ordered = categorical(["y", "x", "y", "x"], { categories: ["y", "unused", "x"] });
  assert.deepEqual(rows(batchRows(four().with({ obs: { b: ordered } }), "b")), [[0, 2], [1, 3]]);
});

Deno.test("batchRows() refuses missing labels and unknown columns", () => {
  assertThrows(() => batchRows(four().with({ obs: { b: ["x", null, "x", "x"] } }), "b"), "BadValues", /none for '1'/);
  assertThrows(() => batchRows(four(), "b"), "NotFound", /'b'/);
});
