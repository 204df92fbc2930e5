import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { categorical } from "../../../src/data/columns/categorical.ts";
import type { ColumnInput } from "../../../src/data/columns/column.ts";
import { Frame } from "../../../src/data/frame.ts";
import { designColumns } from "../../../src/preprocess/markers/design_columns.ts";
import { markerGroups } from "../../../src/preprocess/markers/marker_groups.ts";

function withColumn(values: ColumnInput): AnnData {
  return new AnnData({ obs: new Frame(Array.from({ length: values.length }, (_, i) => `c${i}`), { key: values }) });
}

const LABELS = ["b", "a", "b", null, "a", "c", "c"];

Deno.test("markerGroups() codes the groups that occur, with the ungrouped last", () => {
  const groups = markerGroups(withColumn(LABELS), "key", undefined, "rest");
  assert.deepEqual(groups.names, ["a", "b", "c"]);
  assert.deepEqual([...groups.codes], [1, 0, 1, 3, 0, 2, 2]);
  assert.deepEqual([...groups.sizes], [2, 2, 2, 1]);
  assert.deepEqual([groups.tested, groups.reference], [[0, 1, 2], -1]);
});

Deno.test("markerGroups() tests the groups wanted, in that order, and never the reference", () => {
  const some = markerGroups(withColumn(LABELS), "key", ["c", "a"], "b");
  assert.deepEqual([some.tested, some.reference], [[2, 0], 1]);
  assert.deepEqual(markerGroups(withColumn(LABELS), "key", undefined, "b").tested, [0, 2]);
});

Deno.test("markerGroups() keeps the order of a categorical and drops categories without observations", () => {
  const column = categorical(["x", "y", "x", "y"], { categories: ["y", "none", "x"] });
  const groups = markerGroups(withColumn(column), "key", undefined, "rest");
  assert.deepEqual([groups.names, [...groups.codes]], [["y", "x"], [1, 0, 1, 0]]);
});

Deno.test("markerGroups() takes numbers and booleans as labels", () => {
  assert.deepEqual(markerGroups(withColumn(Int32Array.of(10, 2, 10, 2)), "key", ["10"], "rest").tested, [1]);
  assert.deepEqual(markerGroups(withColumn([true, false, true, false]), "key", undefined, "rest").names, [
    "false",
    "true",
  ]);
});

Deno.test("markerGroups() does not mind small groups that are not used", () => {
  const lonely = withColumn(["a", "a", "b", "b", "c"]);
  assert.deepEqual(markerGroups(lonely, "key", ["a"], "b").tested, [0]);
  assert.throws(() => markerGroups(lonely, "key", ["a"], "c"), (error) => isWeftError(error, "TooSmall"));
  assert.throws(() => markerGroups(lonely, "key", ["a"], "a"), (error) => isWeftError(error, "TooSmall"));
});

Deno.test("designColumns() is the intercept, numbers, and an indicator a category", () => {
  const adata = withColumn(["a", "b", "a"]).with({ obs: { depth: [1, 2, 4] } });
  assert.deepEqual(designColumns(adata, ["depth", "key"]).map((column) => [...column]), [
    [1, 1, 1],
    [1, 2, 4],
    [1, 0, 1],
    [0, 1, 0],
  ]);
});

Deno.test("designColumns() takes nullable integers and booleans that miss nothing", () => {
  const integers = withColumn(BigInt64Array.of(3n, 5n));
  assert.deepEqual(designColumns(integers, ["key"]).map((column) => [...column])[1], [3, 5]);
  const flags = withColumn([true, false]);
  assert.deepEqual(designColumns(flags, ["key"]).length, 3);
});
