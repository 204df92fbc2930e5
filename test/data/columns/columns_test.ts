import assert from "node:assert/strict";
import { isWeftError } from "../../../src/core/is_weft_error.ts";
import { Rng } from "../../../src/core/rng.ts";
import { BooleanColumn } from "../../../src/data/columns/boolean_column.ts";
import { categorical } from "../../../src/data/columns/categorical.ts";
import { CategoricalColumn } from "../../../src/data/columns/categorical_column.ts";
import { codesOf } from "../../../src/data/columns/codes_of.ts";
import { type Column, column, type ColumnInput } from "../../../src/data/columns/column.ts";
import { columnType } from "../../../src/data/columns/column_type.ts";
import { NullableColumn } from "../../../src/data/columns/nullable_column.ts";
import { NumericColumn } from "../../../src/data/columns/numeric_column.ts";
import { StringColumn } from "../../../src/data/columns/string_column.ts";

const MADE: Readonly<Record<string, Column>> = {
  float: column(new Float32Array([1.5, NaN, 3])),
  bigint: column([1n, 2n, 3n]),
  string: column(["a", "", "c"]),
  boolean: column([true, false, true]),
  categorical: categorical(["b", null, "a"]),
  nullable: column([true, null, false]),
};

Deno.test("column() chooses the kind by the values", () => {
  const cases: [ColumnInput, string, string][] = [
    [[1, 2], "numeric", "float64"],
    [[1, null], "numeric", "float64"],
    [[], "numeric", "float64"],
    [[null, undefined], "numeric", "float64"],
    [new Int16Array(2), "numeric", "int16"],
    [[1n, 2n], "numeric", "int64"],
    [[1n, null], "nullable", "Int64"],
    [["a"], "string", "string"],
    [["a", undefined], "nullable", "string"],
    [[true], "boolean", "bool"],
    [[null, false], "nullable", "boolean"],
  ];
  for (const [values, kind, type] of cases) {
    assert.equal(column(values).kind, kind);
    assert.equal(columnType(column(values)), type);
  }
  assert.equal(columnType(new NullableColumn(new NumericColumn(new Uint16Array(1)), new Uint8Array(1))), "UInt16");
  assert.equal(columnType(MADE.categorical!), "category");
});

Deno.test("column() returns a column as it is and keeps a typed array uncopied", () => {
  const values = new Int32Array([1, 2]);
  const made = column(values);
  assert.equal(column(made), made);
  assert(made.kind === "numeric" && made.values === values);
});

Deno.test("column() refuses mixed kinds and names the row", () => {
  assert.throws(() => column([null, 1, "x"]), (error) => {
    assert(isWeftError(error, "BadValues"));
    assert.match(error.message, /one kind \(number, as the first\) but found 'x' in row 2\. Convert the values first/);
    return true;
  });
});

Deno.test("columns of every kind: take() and get() agree with toArray(), and columns are frozen", () => {
  const rng = new Rng(1);
  for (const [name, made] of Object.entries(MADE)) {
    const values = made.toArray();
    assert.equal(made.length, 3, name);
    assert.deepEqual(values.map((_, i) => made.get(i)), values, name);
    const order = Array.from({ length: 7 }, () => rng.integer(3));
    const taken = made.take(order);
    assert.equal(taken.kind, made.kind);
    assert.deepEqual(taken.toArray(), order.map((i) => values[i]!), name);
    assert(Object.isFrozen(made), name);
  }
});

Deno.test("categorical() sorts labels, numbers by value, and keeps given categories", () => {
  assert.deepEqual(categorical(["b", "a", "b"]).categories.toArray(), ["a", "b"]);
  assert.deepEqual(categorical([10, 9, 10]).categories.toArray(), ["9", "10"]);
  const given = categorical(["b"], { categories: ["c", "b"], ordered: true });
  assert.deepEqual(given.categories.toArray(), ["c", "b"]);
  assert.equal(given.ordered, true);
  assert.equal(categorical([]).categories.length, 0);
});

Deno.test("categorical() names labels that are not among the categories", () => {
  assert.throws(() => categorical(["a", "z", "z"], { categories: ["a"] }), (error) => {
    return isWeftError(error, "NotFound") &&
      /among the categories 'a' but found 2 others, such as 'z'/.test(error.message);
  });
});

Deno.test("CategoricalColumn refuses codes outside its categories and takes small integers", () => {
  const labels = new StringColumn(["a", "b"]);
  assert.deepEqual(new CategoricalColumn(labels, new Int8Array([1, -1])).toArray(), ["b", null]);
  for (const bad of [2, -2]) {
    assert.throws(() => new CategoricalColumn(labels, new Int32Array([0, bad])), (error) => {
      return isWeftError(error, "Corrupt") && error.message.includes(`found ${bad} in row 1 in a categorical column`);
    });
  }
});

Deno.test("CategoricalColumn.take() keeps all categories", () => {
  const made = MADE.categorical as CategoricalColumn;
  assert.deepEqual(made.take([0]).categories.toArray(), ["a", "b"]);
});

Deno.test("NullableColumn refuses a mask of another length", () => {
  assert.throws(() => new NullableColumn(new BooleanColumn(new Uint8Array(2)), new Uint8Array(3)), (error) => {
    return isWeftError(error, "Misaligned") && /mask to have length 2, as the values but found 3/.test(error.message);
  });
});

Deno.test("codesOf() gives codes for any kind of column, missing values −1", () => {
  assert.deepEqual(codesOf(column([3, 1, NaN, 3])), { codes: new Int32Array([1, 0, -1, 1]), categories: ["1", "3"] });
  assert.deepEqual([...codesOf(MADE.boolean!).codes], [1, 0, 1]);
  assert.deepEqual([...codesOf(MADE.nullable!).codes], [1, -1, 0]);
  const kept = categorical(["x"], { categories: ["z", "x"] });
  assert.deepEqual(codesOf(kept).categories, ["z", "x"]);
});
