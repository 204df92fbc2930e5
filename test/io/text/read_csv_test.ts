import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import type { Dense } from "../../../src/data/dense.ts";
import { readCsv, type ReadCsvOptions } from "../../../src/io/text/read_csv.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

async function read(name: string, content: string | Uint8Array, options?: ReadCsvOptions) {
  let found: { rows: number[][]; obs: readonly string[]; vars: readonly string[] } | undefined;
  await withFolder({ [name]: content }, async (folder) => {
    const adata = await readCsv(`${folder}/${name}`, options);
    assert.equal(adata.X!.dtype, "float32");
    found = { rows: (adata.X as Dense).toRows(), obs: adata.obsNames, vars: adata.varNames };
  });
  return found!;
}

const EXPECTED = { rows: [[1, 0], [0, 2.5]], obs: ["a", "b"], vars: ["x", "y"] };

Deno.test("readCsv() reads names, header and numbers, whatever the separator and line ends", async () => {
  assert.deepEqual(await read("t.csv", "id,x,y\na,1,0\nb,0,2.5\n"), EXPECTED);
  assert.deepEqual(await read("t.tsv", "id\tx\ty\r\na\t1\t0\r\nb\t0\t2.5"), EXPECTED);
  assert.deepEqual(await read("t.txt", "id;x;y\na;1;0\n\nb;0;2.5\n"), EXPECTED);
  assert.deepEqual(await read("t.txt", "id|x|y\na|1|0\nb|0|2.5\n", { delimiter: "|" }), EXPECTED);
  assert.deepEqual(await read("t.csv.gz", await gzip("id,x,y\na,1,0\nb,0,2.5\n")), EXPECTED);
});

Deno.test("readCsv() understands R's missing corner and quotes", async () => {
  assert.deepEqual(await read("t.csv", '"x","y"\n"a",1,0\n"b",0,"2.5"\n'), EXPECTED);
  const odd = await read("t.csv", 'id,"a,b","c ""d"""\n"r,1",1,2\n');
  assert.deepEqual(odd, { rows: [[1, 2]], obs: ["r,1"], vars: ["a,b", 'c "d"'] });
});

Deno.test("readCsv() names rows and columns by number where the file does not", async () => {
  assert.deepEqual(await read("t.csv", "1,2\n3,4\n", { header: false, firstColumnNames: false }), {
    rows: [[1, 2], [3, 4]],
    obs: ["0", "1"],
    vars: ["0", "1"],
  });
  assert.deepEqual((await read("t.csv", "x,y\n1,2\n", { firstColumnNames: false })).vars, ["x", "y"]);
  assert.deepEqual((await read("t.csv", "a,1,2\n", { header: false })).obs, ["a"]);
});

Deno.test("readCsv() turns genes × cells around", async () => {
  const turned = await read("t.csv", "gene,c1,c2,c3\ng1,1,2,3\ng2,4,5,6\n", { transpose: true });
  assert.deepEqual(turned, { rows: [[1, 4], [2, 5], [3, 6]], obs: ["c1", "c2", "c3"], vars: ["g1", "g2"] });
});

Deno.test("readCsv() makes missing cells NaN, or an error that names line and column", async () => {
  assert.deepEqual((await read("t.csv", "id,x,y\na,,NA\nb,nan,1\n")).rows, [[NaN, NaN], [NaN, 1]]);
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2\nb,3,\n", { missing: "error" }),
    fails("Corrupt", /a number in every cell but found '' in column 'y' in line 3 of .*t\.csv/),
  );
});

Deno.test("readCsv() names the line of a malformed cell or row", async () => {
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2\nb,3,ten\n"),
    fails("Corrupt", /a number but found 'ten' in column 'y' in line 3/),
  );
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2\nb,3\n"),
    fails("Corrupt", /2 values, as the lines before but found 1 in line 3/),
  );
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2\nb,3,4,5\n"),
    fails("Corrupt", /2 values, as the lines before but found 3/),
  );
  await assert.rejects(
    read("t.csv", "id,x,y\na,1,2,3,4\n"),
    fails("Corrupt", /3 cells, as the line of names has but found 5 in line 2/),
  );
});

Deno.test("readCsv() refuses files without numbers and options that cannot be", async () => {
  await assert.rejects(read("t.csv", ""), fails("TooSmall", /below a line of names but found an empty file/));
  await assert.rejects(read("t.csv", "id,x\n"), fails("TooSmall", /found no rows/));
  await assert.rejects(read("t.csv", "id\na\nb\n"), fails("TooSmall", /found no columns/));
  await assert.rejects(read("t.csv", "a,b\n", { delimiter: ", " }), fails("InvalidArgument", /delimiter\.length/));
  await assert.rejects(read("t.csv", "a,b\n", { missing: "zero" as "nan" }), fails("InvalidArgument", /missing/));
});

Deno.test("readCsv() gives back random tables, blocks and all", async () => {
  const rng = new Rng(5);
  for (const [nRows, nCols] of [[1, 1], [3, 700], [3000, 17]] as const) {
    const rows = Array.from({ length: nRows }, () => Array.from({ length: nCols }, () => Math.fround(rng.normal())));
    const header = `id,${rows[0]!.map((_, j) => `g${j}`).join(",")}\n`;
    const found = await read("t.csv", header + rows.map((row, i) => `c${i},${row.join(",")}`).join("\n"));
    assert.deepEqual(found.rows, rows);
    assert.equal(found.obs.length, nRows);
  }
});
