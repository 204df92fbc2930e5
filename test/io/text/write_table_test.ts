import assert from "node:assert/strict";

import { categorical } from "../../../src/data/columns/categorical.ts";
import { Frame } from "../../../src/data/frame.ts";
import { readTable } from "../../../src/io/text/read_table.ts";
import { writeTable } from "../../../src/io/text/write_table.ts";
import { fails, withFolder } from "../temp_folder.ts";

const TABLE = new Frame(["a", 'b "x"', "c,d"], {
  n: new Int32Array([1, -2, 3]),
  x: new Float64Array([0.5, NaN, 1e-7]),
  flag: [true, false, true],
  domain: categorical(["in", null, "in"]),
}, { indexName: "cell" });

Deno.test("writeTable() writes what pandas would", () =>
  withFolder({}, async (folder) => {
    await writeTable(TABLE, `${folder}/t.csv`);
    const text = await Deno.readTextFile(`${folder}/t.csv`);
    assert.equal(text, 'cell,n,x,flag,domain\na,1,0.5,True,in\n"b ""x""",-2,,False,\n"c,d",3,1e-7,True,in\n');
    await writeTable(TABLE, `${folder}/t.tsv`);
    assert.match(await Deno.readTextFile(`${folder}/t.tsv`), /^cell\tn\tx\tflag\tdomain\na\t1\t0\.5\tTrue\tin\n/);
  }));

Deno.test("writeTable() is read back by readTable()", () =>
  withFolder({}, async (folder) => {
    const large = new Frame(Array.from({ length: 2500 }, (_, i) => `r${i}`), {
      v: Float64Array.from({ length: 2500 }, (_, i) => i / 7),
    });
    for (const table of [TABLE, large, new Frame([], {}, { indexName: "id" })]) {
      await writeTable(table, `${folder}/t.csv`, { delimiter: ";" });
      const back = await readTable(`${folder}/t.csv`, { delimiter: ";" });
      assert.deepEqual(back.index, table.index);
      for (const name of table.columnNames) assert.deepEqual(back.column(name), table.column(name), name);
      assert.equal(back.indexName, table.indexName);
    }
  }));

Deno.test("writeTable() says that the folder is missing and leaves nothing behind", () =>
  withFolder({}, async (folder) => {
    await assert.rejects(writeTable(TABLE, `${folder}/no/t.csv`), fails("NotFound", /a folder .*no but found none/));
    await assert.rejects(
      writeTable(TABLE, `${folder}/t.csv`, { delimiter: " " as "," }),
      fails("InvalidArgument", /delimiter/),
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));
