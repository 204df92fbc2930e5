import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Rng } from "../../src/core/rng.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Frame } from "../../src/data/frame.ts";

const frame = new Frame(["a", "b", "c"], {
  total: new Int32Array([3, 4, 5]),
  domain: categorical(["x", null, "y"]),
  note: ["p", "q", null],
});

Deno.test("Frame knows its rows and columns", () => {
  assert.equal(frame.nRows, 3);
  assert.equal(frame.nCols, 3);
  assert.deepEqual(frame.columnNames, ["total", "domain", "note"]);
  assert(frame.has("total"));
  assert(!frame.has("toString"));
  assert.equal(frame.indexName, null);
});

Deno.test("Frame.column() lists the columns there are when one is missing", () => {
  assert.throws(() => frame.column("x"), (error) => {
    assert(isWeftError(error, "NotFound"));
    assert.equal(error.message, "Expected a column 'x' but found the columns 'total', 'domain', 'note'.");
    return true;
  });
  assert.throws(() => new Frame(["a"]).column("x"), /found a table without columns/);
});

Deno.test("Frame refuses columns of another length, at birth and in with()", () => {
  const text = /column 'n' to have length 3, as the index but found 1/;
  assert.throws(
    () => new Frame(frame.index, { n: [1] }),
    (error) => isWeftError(error, "Misaligned") && text.test(error.message),
  );
  assert.throws(() => frame.with({ n: [1] }), text);
  assert.throws(() => frame.withIndex(["a"]), /the new index to have length 3/);
});

Deno.test("Frame.with() sets and removes columns, shares the others, and leaves the table alone", () => {
  const more = frame.with({ extra: [true, false, true], note: undefined });
  assert.deepEqual(more.columnNames, ["total", "domain", "extra"]);
  assert.equal(more.column("total"), frame.column("total"));
  assert.deepEqual(frame.columnNames, ["total", "domain", "note"]);
  assert.deepEqual(frame.with({ total: [0, 0, 0] }).columnNames, frame.columnNames);
});

Deno.test("Frame and its columns are frozen", () => {
  assert(Object.isFrozen(frame));
  assert(Object.isFrozen(frame.columns));
  assert(Object.isFrozen(frame.takeRows([0])));
});

Deno.test("Frame.takeRows() agrees with picking records, repeats and any order included", () => {
  const rng = new Rng(1);
  const records = frame.toRecords();
  for (let t = 0; t < 20; t++) {
    const order = Array.from({ length: rng.integer(6) }, () => rng.integer(3));
    assert.deepEqual(frame.takeRows(order).toRecords(), order.map((i) => records[i]));
  }
});

Deno.test("Frame.takeRows() copies a column only when it is asked for, and once", () => {
  const taken = frame.takeRows([2, 0]);
  assert.equal(taken.column("total"), taken.column("total"));
  assert.deepEqual(taken.takeRows([1]).row(0), { index: "a", total: 3, domain: "x", note: "p" });
});

Deno.test("Frame.withIndex() renames rows and keeps or sets the name of the index", () => {
  const renamed = frame.withIndex(["x", "y", "z"], "barcode");
  assert.deepEqual(renamed.index, ["x", "y", "z"]);
  assert.equal(renamed.indexName, "barcode");
  assert.equal(renamed.withIndex(["1", "2", "3"]).indexName, "barcode");
  assert.equal(renamed.column("total"), frame.column("total"));
});

Deno.test("Frame.from() brings back what toRecords() gave", () => {
  const back = Frame.from(frame.toRecords());
  assert.deepEqual(back.index, frame.index);
  assert.deepEqual(back.toRecords(), frame.toRecords());
});

Deno.test("Frame.from() numbers rows without names and fills fields that a record lacks", () => {
  const made = Frame.from([{ a: 1 }, { b: "x" }]);
  assert.deepEqual(made.index, ["0", "1"]);
  assert.deepEqual(made.column("a").toArray(), [1, NaN]);
  assert.deepEqual(made.column("b").toArray(), [null, "x"]);
  assert.equal(Frame.from([]).nRows, 0);
});

Deno.test("Frame takes columns named like properties of objects", () => {
  const odd = new Frame(["a"], Object.fromEntries([["__proto__", [1]], ["constructor", [2]]]));
  assert.deepEqual(odd.columnNames, ["__proto__", "constructor"]);
  assert.deepEqual(odd.column("constructor").toArray(), [2]);
  assert.equal(frame.has("__proto__"), false);
});

Deno.test("Frame as text names its columns and their types", () => {
  assert.equal(
    String(frame),
    "Frame with n_rows × n_columns = 3 × 3\n    total: int32\n    domain: category\n    note: string",
  );
});

Deno.test("Frame keeps the order of columns whose names are whole numbers when given pairs", () => {
  const odd = new Frame(["a"], [["b", [1]], ["10", [2]], ["2", [3]]]);
  assert.deepEqual(odd.columnNames, ["b", "10", "2"]);
  assert.deepEqual(odd.takeRows([0]).columnNames, ["b", "10", "2"]);
  assert.deepEqual(odd.with({ "1": [4], "10": undefined }).columnNames, ["b", "2", "1"]);
  assert.deepEqual(odd.withIndex(["z"]).columnNames, ["b", "10", "2"]);
});

Deno.test("Frame keeps row names that nobody can change, and leaves the caller's list alone", () => {
  const given = ["a", "b"];
  const table = new Frame(given, { n: [1, 2] });
  given[0] = "changed";
  assert.deepEqual(table.index, ["a", "b"]);
  for (const { index } of [table, table.takeRows([1]), table.withIndex(given), table.with({ m: [3, 4] })]) {
    assert.throws(() => (index as string[])[0] = "hacked", TypeError);
  }
});

Deno.test("Frame refuses columns of values it has no kind for", () => {
  const refuses = (values: unknown, found: RegExp) =>
    assert.throws(
      () => new Frame(["a", "b"], { when: values as string[] }),
      (error) => isWeftError(error, "BadValues") && found.test(error.message),
    );
  refuses([null, new Date(0)], /numbers, bigints, booleans or text but found a Date in row 1\. .*toISOString/);
  refuses([[1], [2]], /found an Array in row 0/);
});
