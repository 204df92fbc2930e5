import * as aq from "arquero";
import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { categorical } from "../../src/data/columns/categorical.ts";
import { Frame } from "../../src/data/frame.ts";
import { fromArquero } from "../../src/interop/from_arquero.ts";
import { toArquero } from "../../src/interop/to_arquero.ts";

const obs = new Frame(["s1", "s2", "s3"], {
  total: new Float32Array([1.5, 2.5, NaN]),
  cells: new BigInt64Array([1n, 2n, 9007199254740993n]),
  domain: categorical(["b", "a", null]),
  kept: [true, false, true],
  note: ["x", null, "z"],
});

Deno.test("toArquero() carries every kind of column, with row names first", () => {
  const table = toArquero(obs, aq);
  assert.deepEqual(table.columnNames(), ["index", "total", "cells", "domain", "kept", "note"]);
  assert.deepEqual(table.array("index"), ["s1", "s2", "s3"]);
  assert.deepEqual(table.array("domain"), ["b", "a", null]);
  assert.deepEqual(table.array("kept"), [true, false, true]);
  assert.deepEqual(table.array("note"), ["x", null, "z"]);
  assert.equal(table.get("cells", 2), 9007199254740993n);
});

Deno.test("toArquero() shares the memory of numeric columns", () => {
  const column = obs.column("total");
  assert(column.kind === "numeric");
  assert.equal(toArquero(obs, aq).column("total"), column.values);
});

Deno.test("toArquero() names the index column as told, or as the frame does", () => {
  assert.equal(toArquero(obs, aq, { indexColumn: "spot" }).columnNames()[0], "spot");
  assert.equal(toArquero(obs.withIndex(obs.index, "barcode"), aq).columnNames()[0], "barcode");
});

Deno.test("toArquero() refuses an index column that is there already", () => {
  assert.throws(() => toArquero(obs, aq, { indexColumn: "total" }), (error) => {
    assert(isWeftError(error, "Duplicate"));
    assert.match(error.message, /found a column 'total' already\. Name another with indexColumn\./);
    return true;
  });
});

Deno.test("fromArquero() brings back what toArquero() made", () => {
  const back = fromArquero(toArquero(obs, aq));
  assert.deepEqual(back.index, obs.index);
  assert.equal(back.indexName, null);
  assert.deepEqual(back.columnNames, obs.columnNames);
  for (const name of obs.columnNames) assert.deepEqual(back.column(name).toArray(), obs.column(name).toArray(), name);
});

Deno.test("fromArquero() applies the filter and order of a query", () => {
  const query = toArquero(obs, aq).filter((row: { kept: boolean }) => row.kept).orderby(aq.desc("cells"));
  const frame = fromArquero(query);
  assert.deepEqual(frame.index, ["s3", "s1"]);
  assert.deepEqual(frame.column("note").toArray(), ["z", "x"]);
});

Deno.test("fromArquero() takes groups and derived columns; rows without names are numbered", () => {
  const counts = toArquero(obs, aq).groupby("kept").count();
  const frame = fromArquero(counts);
  assert.deepEqual(frame.index, ["0", "1"]);
  assert.deepEqual(frame.toRecords(), [{ index: "0", kept: true, count: 2 }, { index: "1", kept: false, count: 1 }]);
});

Deno.test("fromArquero() turns dates into ISO text and refuses objects", () => {
  const when = fromArquero(aq.table({ day: [new Date(Date.UTC(2020, 0, 2)), null] }));
  assert.deepEqual(when.column("day").toArray(), ["2020-01-02T00:00:00.000Z", null]);
  assert.throws(() => fromArquero(aq.table({ odd: [{ a: 1 }] })), /found an Object in column 'odd'/);
});

Deno.test("fromArquero() says which columns there are when the index column is missing", () => {
  assert.throws(
    () => fromArquero(aq.table({ a: [1] }), { indexColumn: "spot" }),
    /a column 'spot' but found the columns 'a'/,
  );
});
