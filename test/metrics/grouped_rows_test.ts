import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Dense } from "../../src/data/dense.ts";
import { centroids, groupedRows, squaredDistance } from "../../src/metrics/grouped_rows.ts";

const X = Dense.fromRows([[1, 2], [3, 4], [5, 6], [7, 8]]);

Deno.test("groupedRows() lays clusters out one after another and leaves out rows without a label", () => {
  const { values, width, order, starts } = groupedRows(X, ["b", "a", null, "b"], "euclidean");
  assert.equal(width, 2);
  assert.deepEqual([...order], [1, 0, 3]);
  assert.deepEqual([...starts], [0, 1, 3]);
  assert.deepEqual([...values], [3, 4, 1, 2, 7, 8]);
});

Deno.test("centroids() are the means of the clusters", () => {
  assert.deepEqual([...centroids(groupedRows(X, ["b", "a", "a", "b"], "euclidean"))], [4, 5, 4, 5]);
});

Deno.test("groupedRows() needs one label a row and finite values", () => {
  assert.throws(() => groupedRows(X, ["a"], "euclidean"), (error) => isWeftError(error, "Misaligned"));
  const holed = Dense.fromRows([[Infinity]]);
  assert.throws(() => groupedRows(holed, ["a"], "euclidean"), (error) => isWeftError(error, "BadValues"));
});

Deno.test("squaredDistance() is between row i of one and row j of the other", () => {
  assert.equal(squaredDistance(Float64Array.of(0, 0, 1, 1), 1, Float64Array.of(4, 5), 0, 2), 25);
});
