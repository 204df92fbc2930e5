import assert from "node:assert/strict";

import type { NumericColumn } from "../../../src/data/columns/numeric_column.ts";
import type { Frame } from "../../../src/data/frame.ts";
import { readTable, type ReadTableOptions } from "../../../src/io/text/read_table.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

async function read(name: string, content: string | Uint8Array, options?: ReadTableOptions): Promise<Frame> {
  let frame: Frame | undefined;
  await withFolder({ [name]: content }, async (folder) => {
    frame = await readTable(`${folder}/${name}`, options);
  });
  return frame!;
}

Deno.test("readTable() gives every column the kind it looks like", async () => {
  const frame = await read(
    "t.csv",
    'cell,n,x,flag,region,note,gap,mixed\na,1,0.5,True,cortex,"one, two",,1\nb,2,NA,False,cortex,three,u,x\nc,-3,1e3,True,pia,four,u,2\n',
  );
  assert.deepEqual(frame.index, ["a", "b", "c"]);
  assert.equal(frame.indexName, "cell");
  const kinds = frame.columnNames.map((name) => frame.column(name).kind);
  assert.deepEqual(kinds, ["numeric", "numeric", "boolean", "categorical", "string", "categorical", "string"]);
  assert.deepEqual((frame.column("n") as NumericColumn).values, new Int32Array([1, 2, -3]));
  assert.deepEqual((frame.column("x") as NumericColumn).values, new Float64Array([0.5, NaN, 1000]));
  assert.deepEqual(frame.column("note").toArray(), ["one, two", "three", "four"]);
  assert.deepEqual(frame.column("gap").toArray(), [null, "u", "u"]);
});

Deno.test("readTable() keeps large whole numbers exact as float64", async () => {
  const column = (await read("t.csv", "id,n\na,4000000000\nb,1\n")).column("n") as NumericColumn;
  assert.deepEqual(column.values, new Float64Array([4e9, 1]));
});

Deno.test("readTable() takes names for a file without them, and R's missing corner", async () => {
  const named = await read("t.csv", "a,1\nb,2\n", { names: ["barcode", "in_tissue"] });
  assert.equal(named.indexName, "barcode");
  assert.deepEqual(named.column("in_tissue").toArray(), [1, 2]);
  const cornerless = await read("t.tsv", await gzip("x\ty\na\t1\t2\n"));
  assert.equal(cornerless.indexName, null);
  assert.deepEqual(cornerless.row(0), { index: "a", x: 1, y: 2 });
});

Deno.test("readTable() of names alone has no rows", async () => {
  const frame = await read("t.csv", "id,x\n");
  assert.deepEqual([frame.nRows, frame.columnNames], [0, ["x"]]);
});

Deno.test("readTable() names the line that does not fit, and doubled names", async () => {
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2\n\nb,3\n"),
    fails("Corrupt", /3 cells, as there are columns but found 2 in line 4/),
  );
  await assert.rejects(read("t.csv", "id,x,x\na,1,2\n"), fails("Duplicate", /'x' twice/));
  await assert.rejects(read("t.csv", ""), fails("TooSmall", /an empty file/));
});
