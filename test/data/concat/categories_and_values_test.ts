import assert from "node:assert/strict";

import { CategoricalColumn } from "../../../src/data/columns/categorical_column.ts";
import type { Column } from "../../../src/data/columns/column.ts";
import { NullableColumn } from "../../../src/data/columns/nullable_column.ts";
import { NumericColumn } from "../../../src/data/columns/numeric_column.ts";
import { StringColumn } from "../../../src/data/columns/string_column.ts";
import { stackColumns } from "../../../src/data/concat/stack_columns.ts";

const labels = (values: Int32Array | Float64Array | BigInt64Array, codes: number[], ordered = false) =>
  new CategoricalColumn(new NumericColumn(values), Int32Array.from(codes), { ordered });
const whole = (codes: number[], ordered = false) => labels(Int32Array.of(0, 1, 2), codes, ordered);

/** Kind, dtype where there is one, and values. */
const facts = (column: Column) => [column.kind, column.kind === "numeric" ? column.dtype : undefined, column.toArray()];

Deno.test("stackColumns() of categories that are numbers and of numbers is of numbers, as pandas makes it", () => {
  const plain = new NumericColumn(Int32Array.of(5, 6));
  assert.deepEqual(facts(stackColumns([whole([0, 1]), plain])), ["numeric", "int32", [0, 1, 5, 6]]);
  assert.deepEqual(facts(stackColumns([plain, whole([2, 0])])), ["numeric", "int32", [5, 6, 2, 0]]);
  const halves = new NumericColumn(Float64Array.of(1.5));
  assert.deepEqual(facts(stackColumns([whole([0, -1]), halves])), ["numeric", "float64", [0, NaN, 1.5]]);
  assert.deepEqual(facts(stackColumns([whole([0, -1]), plain])), ["numeric", "float64", [0, NaN, 5, 6]]);
  const gaps = new NullableColumn(plain, Uint8Array.of(1, 0));
  assert.deepEqual(facts(stackColumns([whole([1, -1]), gaps])), ["nullable", undefined, [1, null, null, 6]]);
});

Deno.test("stackColumns() of ordered categories that differ gives their labels, numbers as numbers", () => {
  const other = labels(Int32Array.of(2, 1, 0), [0, 1], true);
  assert.deepEqual(facts(stackColumns([whole([0, 1], true), other])), ["numeric", "int32", [0, 1, 2, 1]]);
  assert.deepEqual(facts(stackColumns([whole([0, 1], true), whole([1], true)])), ["categorical", undefined, [0, 1, 1]]);
});

Deno.test("stackColumns() of labels of 64 bits and of others gives numbers, and of labels and text gives text", () => {
  const wide = labels(BigInt64Array.of(7n, 8n), [1, 0]);
  assert.deepEqual(facts(stackColumns([wide, wide])), ["categorical", undefined, [8n, 7n, 8n, 7n]]);
  assert.deepEqual(facts(stackColumns([wide, whole([2])])), ["numeric", "int64", [8n, 7n, 2n]]);
  const text = new StringColumn(["x"]);
  assert.deepEqual(facts(stackColumns([whole([2, -1]), text])), ["nullable", undefined, ["2", null, "x"]]);
});
