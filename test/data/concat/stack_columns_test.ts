import assert from "node:assert/strict";
import { categorical } from "../../../src/data/columns/categorical.ts";
import { CategoricalColumn } from "../../../src/data/columns/categorical_column.ts";
import { type Column, column } from "../../../src/data/columns/column.ts";
import { columnType } from "../../../src/data/columns/column_type.ts";
import { NumericColumn } from "../../../src/data/columns/numeric_column.ts";
import { joinIndexes, joinNames } from "../../../src/data/concat/join_names.ts";
import { type ColumnPart, stackColumns } from "../../../src/data/concat/stack_columns.ts";
import { compareNaturally } from "../../../src/data/concat/union_categories.ts";

const gap: ColumnPart = { kind: "missing", length: 1 };

function check(parts: ColumnPart[], type: string, values: unknown[]): Column {
  const stacked = stackColumns(parts);
  assert.equal(columnType(stacked), type);
  assert.deepEqual(stacked.toArray(), values);
  return stacked;
}

Deno.test("stackColumns() promotes numbers; a gap turns integers into float64 and leaves floats", () => {
  check([column(new Int8Array([1])), column(new Int32Array([2]))], "int32", [1, 2]);
  check([column(new Int32Array([1])), gap], "float64", [1, NaN]);
  check([column(new Float32Array([1])), gap], "float32", [1, NaN]);
  check([column([1n]), column(new Float32Array([0.5]))], "float64", [1, 0.5]);
  check([column([1n]), column(new Int32Array([2]))], "int64", [1n, 2n]);
});

Deno.test("stackColumns() keeps nullable integers nullable", () => {
  check([column([1n, null]), column(new Int32Array([2]))], "Int64", [1n, null, 2n]);
  check([column([1n, null]), gap], "Int64", [1n, null, null]);
});

Deno.test("stackColumns() makes booleans and text with gaps nullable", () => {
  check([column([true]), column([false])], "bool", [true, false]);
  check([column([true]), gap], "boolean", [true, null]);
  check([column(["a"]), column(["b"])], "string", ["a", "b"]);
  assert.equal(check([column(["a"]), gap], "string", ["a", null]).kind, "nullable");
});

Deno.test("stackColumns() unites categories in natural order, gaps are missing", () => {
  const stacked = check([categorical(["x10", "x9"]), gap, categorical(["x1"])], "category", ["x10", "x9", null, "x1"]);
  assert(stacked.kind === "categorical");
  assert.deepEqual(stacked.categories.toArray(), ["x1", "x9", "x10"]);
});

Deno.test("stackColumns() unites categories that are numbers by value", () => {
  const part = (values: number[]) =>
    new CategoricalColumn(new NumericColumn(Float64Array.from(values)), new Int32Array([0]));
  const stacked = check([part([10, 2]), part([3])], "category", [10, 3]);
  assert(stacked.kind === "categorical");
  assert.deepEqual(stacked.categories.toArray(), [2, 3, 10]);
});

Deno.test("stackColumns() keeps an order that all share, and makes text of orders that differ", () => {
  const ordered = (labels: string[], categories: string[]) => categorical(labels, { categories, ordered: true });
  const same = check([ordered(["hi"], ["lo", "hi"]), ordered(["lo"], ["lo", "hi"])], "category", ["hi", "lo"]);
  assert(same.kind === "categorical" && same.ordered);
  check([ordered(["hi"], ["lo", "hi"]), ordered(["lo"], ["hi", "lo"])], "string", ["hi", "lo"]);
  check([ordered(["hi"], ["lo", "hi"]), categorical(["lo", "hi"])], "string", ["hi", "lo", "hi"]);
});

Deno.test("stackColumns() makes text of kinds that do not go together", () => {
  check([column(["a"]), column([1.5])], "string", ["a", "1.5"]);
  check([categorical(["a"]), column(["b"])], "string", ["a", "b"]);
  check([column([true]), column([2])], "string", ["true", "2"]);
});

Deno.test("compareNaturally() sorts as natsort does", () => {
  const sorted = ["x10", "b", "x9", "10", "2", "x09a", "a1b2", "a1b10", "", "x"].sort(compareNaturally);
  assert.deepEqual(sorted, ["", "2", "10", "a1b2", "a1b10", "b", "x", "x9", "x09a", "x10"]);
});

Deno.test("joinNames() keeps the order of the first; joinIndexes() sorts unions that differ", () => {
  assert.deepEqual(joinNames([["b", "a", "c"], ["a", "b"]], "inner"), ["b", "a"]);
  assert.deepEqual(joinNames([["b"], ["a", "b"]], "outer"), ["b", "a"]);
  assert.deepEqual(joinIndexes([["q", "p"], ["q", "p"]], "outer"), ["q", "p"]);
  assert.deepEqual(joinIndexes([["q", "p"], ["p", "q"]], "outer"), ["p", "q"]);
  assert.deepEqual(joinIndexes([["q", "p"], ["p", "q"]], "inner"), ["q", "p"]);
  assert.deepEqual(joinIndexes([[], ["q", "p"]], "outer"), ["q", "p"]);
});
