import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import { Frame } from "../../../src/data/frame.ts";
import { readCsv } from "../../../src/io/text/read_csv.ts";
import { readTable } from "../../../src/io/text/read_table.ts";
import { writeTable } from "../../../src/io/text/write_table.ts";
import { damagedCopies, endsWell } from "../fuzz.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

const DELIMITERS = [",", "\t", ";"] as const;
const AWKWARD = [
  "a,b",
  'say "so"',
  "tab\there",
  "semi;colon",
  "ünï 🧬",
  "two\nlines",
  "win\r\nline",
  '"',
  "x'y",
  "#",
  " lead",
];

/** A text of letters and of what separates cells elsewhere; never a number, a boolean or a word for missing values. */
function awkwardText(rng: Rng): string {
  const parts = Array.from({ length: 1 + rng.integer(3) }, () => AWKWARD[rng.integer(AWKWARD.length)]!);
  return `w${parts.join("")}.`;
}

function awkwardTable(rng: Rng, nRows: number): Frame {
  const texts = () => Array.from({ length: nRows }, () => awkwardText(rng));
  return new Frame(texts(), [
    ["10", Int32Array.from({ length: nRows }, () => rng.integer(2000) - 1000)],
    [
      "2",
      Float64Array.from(
        { length: nRows },
        () => rng.integer(5) === 0 ? NaN : rng.normal() * 10 ** (rng.integer(40) - 20),
      ),
    ],
    [awkwardText(rng), texts()],
    ["__proto__", Array.from({ length: nRows }, () => rng.uniform() < 0.5)],
    ["constructor", texts()],
  ], { indexName: awkwardText(rng) });
}

Deno.test("writeTable() and readTable() keep names, order and values of random tables, whatever their text holds", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(1);
    for (let trial = 0; trial < 60; trial++) {
      const table = awkwardTable(rng, 1 + rng.integer(7));
      const delimiter = DELIMITERS[rng.integer(3)]!;
      await writeTable(table, `${folder}/t.csv`, { delimiter });
      const back = await readTable(`${folder}/t.csv`, { delimiter });
      assert.deepEqual(back.columnNames, table.columnNames);
      assert.deepEqual([back.index, back.indexName], [table.index, table.indexName]);
      for (const name of table.columnNames) {
        const numbers = table.column(name).kind === "numeric";
        const expected = numbers ? table.column(name).toArray().map(Number) : table.column(name).toArray();
        const values = back.column(name).toArray();
        assert.deepEqual(numbers ? values.map((value) => value ?? NaN) : values, expected, `${trial}: ${name}`);
      }
    }
  }));

Deno.test("readTable() counts the lines of the file, also those inside of cells", () =>
  withFolder(
    { "a.csv": 'id,note\na,"one\ntwo"\n\nb,x,y\n', "b.csv": 'id,note\na,1\nb,"never\nends\n' },
    async (folder) => {
      await assert.rejects(readTable(`${folder}/a.csv`), fails("Corrupt", /2 cells.*found 3 in line 5 of/));
      await assert.rejects(
        readTable(`${folder}/b.csv`),
        fails("Corrupt", /a quote that ends .* the end of the file in line 3 of/),
      );
    },
  ));

Deno.test("readTable() leaves a quote in the midst of a cell alone", () =>
  withFolder({ "a.tsv": 'id\tsize\na\t5" wide\nb\t7" wide\n' }, async (folder) => {
    assert.deepEqual((await readTable(`${folder}/a.tsv`)).column("size").toArray(), ['5" wide', '7" wide']);
  }));

/** A number as programs write it. */
function written(rng: Rng, value: number): string {
  const plain = [
    String(value),
    value.toExponential(),
    ` ${value}`,
    `"${value}"`,
    value >= 0 ? `+${value}` : `${value}`,
  ];
  return plain[rng.integer(plain.length)]!;
}

Deno.test("readCsv() reads random numbers in every way of writing them, for every delimiter and line end", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(2);
    for (let trial = 0; trial < 80; trial++) {
      const nRows = 1 + rng.integer(5), nCols = 1 + rng.integer(5);
      const values = Float32Array.from(
        { length: nRows * nCols },
        () => rng.integer(3) === 0 ? rng.integer(100) : Math.fround(rng.normal() * 10 ** (rng.integer(30) - 15)),
      );
      const delimiter = DELIMITERS[rng.integer(3)]!;
      const end = ["\n", "\r\n"][rng.integer(2)]!;
      const header = rng.uniform() < 0.5, named = rng.uniform() < 0.5;
      const line = (i: number) =>
        Array.from(values.subarray(i * nCols, (i + 1) * nCols), (value) => written(rng, value));
      const lines = Array.from({ length: nRows }, (_, i) => [...(named ? [`"r${delimiter}${i}"`] : []), ...line(i)]);
      const names = [...(named ? ["id"] : []), ...Array.from({ length: nCols }, (_, j) => `"c""${j}"`)];
      const text = [...(header ? [names] : []), ...lines].map((cells) => cells.join(delimiter)).join(end);
      const bytes = text + (rng.uniform() < 0.5 ? end : "");
      await Deno.writeTextFile(`${folder}/t.txt`, bytes);
      await Deno.writeFile(`${folder}/t.txt.gz`, await gzip(bytes));
      for (const path of [`${folder}/t.txt`, `${folder}/t.txt.gz`]) {
        const adata = await readCsv(path, { delimiter, header, firstColumnNames: named });
        assert.deepEqual(adata.X!.data, values, `${trial}: ${text}`);
        assert.deepEqual(adata.obsNames, Array.from({ length: nRows }, (_, i) => named ? `r${delimiter}${i}` : `${i}`));
        assert.deepEqual(adata.varNames, Array.from({ length: nCols }, (_, j) => header ? `c"${j}` : `${j}`));
        const turned = await readCsv(path, { delimiter, header, firstColumnNames: named, transpose: true });
        assert.deepEqual([turned.obsNames, turned.varNames], [adata.varNames, adata.obsNames]);
        const { X } = turned;
        assert(X?.kind === "dense");
        for (let i = 0; i < nRows; i++) {
          for (let j = 0; j < nCols; j++) assert.equal(X.get(j, i), values[i * nCols + j]);
        }
      }
    }
  }));

Deno.test("readCsv() and readTable() end well whatever is damaged, packed or not", () =>
  withFolder({}, async (folder) => {
    const rng = new Rng(3);
    const text = 'cell,"g,1",g2,g3\n"a ""q""",1,2.5,NA\nb,-3e2,0,"7"\nc,,1,2\n';
    const refused = { plain: 0, packed: 0 };
    for (const [kind, bytes] of [["plain", new TextEncoder().encode(text)], ["packed", await gzip(text)]] as const) {
      for (const damaged of damagedCopies(bytes, rng, 200)) {
        await Deno.writeFile(`${folder}/t.csv`, damaged.bytes);
        if (await endsWell(() => readCsv(`${folder}/t.csv`), `${kind} ${damaged.what}`)) refused[kind]++;
        await endsWell(() => readTable(`${folder}/t.csv`), `${kind} ${damaged.what}`);
      }
    }
    assert(refused.packed > refused.plain, "gzip tells nearly every damage");
  }));
