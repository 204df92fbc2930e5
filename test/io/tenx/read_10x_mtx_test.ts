import assert from "node:assert/strict";

import { Rng } from "../../../src/core/rng.ts";
import type { Csr } from "../../../src/data/csr.ts";
import { read10xMtx } from "../../../src/io/tenx/read_10x_mtx.ts";
import { read10xMuData } from "../../../src/io/tenx/read_10x_mudata.ts";
import { fails, gzip, withFolder } from "../temp_folder.ts";

const HEAD = "%%MatrixMarket matrix coordinate integer general\n%metadata_json: {}\n";
const FILES = {
  "matrix.mtx": `${HEAD}3 2 4\n1 1 5\n3 1 1\n2 2 2\n3 2 9\n`,
  "barcodes.tsv": "AAAC-1\nAAAG-1\n",
  "features.tsv": "ENSG1\tCD3E\tGene Expression\nENSG2\tCD3E\tGene Expression\nCD3\tCD3\tAntibody Capture\n",
};

Deno.test("read10xMtx() reads a version 3 folder as barcodes × features", () =>
  withFolder(FILES, async (folder) => {
    const adata = await read10xMtx(folder);
    assert.deepEqual((adata.X as Csr).toDense().toRows(), [[5, 0, 1], [0, 2, 9]]);
    assert.equal(adata.X!.dtype, "float32");
    assert.deepEqual(adata.obsNames, ["AAAC-1", "AAAG-1"]);
    assert.deepEqual(adata.varNames, ["CD3E", "CD3E", "CD3"]);
    assert.deepEqual(adata.var.column("gene_ids").toArray(), ["ENSG1", "ENSG2", "CD3"]);
    assert.deepEqual((await read10xMuData(folder)).modalityNames, ["rna", "adt"]);
    assert.deepEqual((await read10xMtx(folder, { featureTypes: ["Antibody Capture"] })).varNames, ["CD3"]);
  }));

Deno.test("read10xMtx() reads gzip files, with line ends of either kind", async () => {
  const files = Object.entries(FILES).map(async ([name, text]) =>
    [`${name}.gz`, await gzip(text.replaceAll("\n", "\r\n"))] as const
  );
  await withFolder(Object.fromEntries(await Promise.all(files)), async (folder) => {
    assert.deepEqual(((await read10xMtx(folder)).X as Csr).toDense().toRows(), [[5, 0, 1], [0, 2, 9]]);
  });
});

Deno.test("read10xMtx() reads a version 2 folder, names with a prefix, and places of peaks", async () => {
  const { "matrix.mtx": matrix, "barcodes.tsv": barcodes } = FILES;
  const genes = "ENSG1\tCD3E\nENSG2\tCD19\nENSG3\tCD4\n";
  await withFolder({ "matrix.mtx": matrix, "barcodes.tsv": barcodes, "genes.tsv": genes }, async (folder) => {
    const adata = await read10xMtx(folder, { varNames: "gene_ids" });
    assert.deepEqual(adata.varNames, ["ENSG1", "ENSG2", "ENSG3"]);
    assert.deepEqual(adata.var.columnNames, ["gene_symbols"]);
  });
  const features = "E1\tCD3E\tGene Expression\tchr1\t5\t9\nP\tP\tPeaks\tchr2\t1\t2\nA\tA\tAntibody Capture\n";
  await withFolder(
    { "GSM1_matrix.mtx": matrix, "GSM1_barcodes.tsv": barcodes, "GSM1_features.tsv": features },
    async (folder) => {
      const adata = await read10xMtx(folder, { prefix: "GSM1_" });
      assert.deepEqual(adata.var.column("interval").toArray(), ["chr1:5-9", "chr2:1-2", ""]);
      await assert.rejects(
        read10xMtx(folder),
        fails("NotFound", /matrix\.mtx and barcodes\.tsv and features\.tsv.*give it as prefix/),
      );
    },
  );
});

Deno.test("read10xMtx() reads real numbers, patterns, and entries in any order", async () => {
  const matrix = (text: string) => ({ ...FILES, "matrix.mtx": text });
  const banner = (field: string) => `%%MatrixMarket matrix coordinate ${field} general\n3 2 3\n`;
  await withFolder(matrix(`${banner("real")}2 2 -1.5e2\n1 1\t.25\n 3 2 7 \n`), async (folder) => {
    assert.deepEqual(((await read10xMtx(folder)).X as Csr).toDense().toRows(), [[0.25, 0, 0], [0, -150, 7]]);
  });
  await withFolder(matrix(`${banner("pattern")}1 1\n2 2\n3 2`), async (folder) => {
    assert.deepEqual(((await read10xMtx(folder)).X as Csr).toDense().toRows(), [[1, 0, 0], [0, 1, 1]]);
  });
});

Deno.test("read10xMtx() gives back random matrices larger than a block", async () => {
  const rng = new Rng(3);
  const nRows = 200, nColumns = 300, dense = Array.from({ length: nColumns }, () => new Array<number>(nRows).fill(0));
  const lines = Array.from(rng.sample(nRows * nColumns, 20000), (at) => {
    const row = Math.floor(at / nColumns), column = at % nColumns, value = 1 + rng.integer(1000);
    dense[column]![row] = value;
    return `${row + 1} ${column + 1} ${value}`;
  });
  const files = {
    "matrix.mtx": `${HEAD}${nRows} ${nColumns} ${lines.length}\n${lines.join("\n")}\n`,
    "barcodes.tsv": Array.from({ length: nColumns }, (_, i) => `b${i}\n`).join(""),
    "genes.tsv": Array.from({ length: nRows }, (_, i) => `e${i}\tg${i}\n`).join(""),
  };
  await withFolder(files, async (folder) => {
    const reports: number[] = [];
    const adata = await read10xMtx(folder, { onProgress: ({ done, total }) => reports.push(done / total!) });
    assert.deepEqual((adata.X as Csr).toDense().toRows(), dense);
    assert.ok(reports.length > 2 && reports.at(-1) === 1);
  });
});

Deno.test("read10xMtx() names the line of a malformed entry", async () => {
  const cases: readonly [string, RegExp][] = [
    ["3 2 1\n4 1 5\n", /a row from 1 to 3 but found '4 1 5' in line 4 of .*matrix\.mtx/],
    ["3 2 1\n0 1 5\n", /a row from 1 to 3/],
    ["3 2 1\n1 3 5\n", /a column from 1 to 2 but found '1 3 5'/],
    ["3 2 2\n1 1 5\n1 x 5\n", /a column from 1 to 2 but found '1 x 5' in line 5/],
    ["3 2 1\n1 1\n", /a row, a column and a number but found '1 1'/],
    ["3 2 1\n1 1 five\n", /a number but found '1 1 five'/],
    ["3 2 1\n1 1 5 6\n", /three numbers in a line but found '1 1 5 6'/],
    ["3 2 1\n1 1 5\n2 1 5\n", /no more than 1 entries but found '2 1 5' in line 5/],
    ["3 2 2\n1 1 5\n", /2 entries but found 1/],
    ["3 2\n1 1 5\n", /numbers of rows, columns and entries but found '3 2' in line 3/],
    ["", /numbers of rows, columns and entries but found the end of the file/],
  ];
  for (const [text, message] of cases) {
    await withFolder(
      { ...FILES, "matrix.mtx": HEAD + text },
      (folder) => assert.rejects(read10xMtx(folder), fails("Corrupt", message)),
    );
  }
});

Deno.test("read10xMtx() refuses other forms of matrices and names that do not fit", async () => {
  const refused = (files: Record<string, string>, tag: Parameters<typeof fails>[0], message: RegExp) =>
    withFolder({ ...FILES, ...files }, (folder) => assert.rejects(read10xMtx(folder), fails(tag, message)));
  await refused(
    { "matrix.mtx": "%%MatrixMarket matrix array real general\n1 1\n1\n" },
    "Unsupported",
    /'matrix array real general'/,
  );
  await refused({ "matrix.mtx": "%%MatrixMarket matrix coordinate real symmetric\n" }, "Unsupported", /symmetric/);
  await refused(
    { "matrix.mtx": "3 2 1\n" },
    "Corrupt",
    /'%%MatrixMarket' at the beginning but found '3 2 1' in line 1/,
  );
  await refused({ "barcodes.tsv": "A\n" }, "Corrupt", /2 barcodes, as the matrix has but found 1/);
  await refused({ "features.tsv": "E\tG\tGene Expression\n" }, "Corrupt", /3 features, as the matrix has but found 1/);
  await refused(
    { "features.tsv": "E\tG\tT\nE2\n" },
    "Corrupt",
    /an id, a name and a type .* found 'E2' in line 2 of .*features\.tsv/,
  );
  await withFolder({}, (folder) => assert.rejects(read10xMtx(folder), fails("NotFound", /an empty folder/)));
  await assert.rejects(read10xMtx("no/such/folder"), fails("NotFound", /'no\/such\/folder'/));
});

Deno.test("read10xMtx() stops when told to", () =>
  withFolder(
    FILES,
    (folder) => assert.rejects(read10xMtx(folder, { signal: AbortSignal.abort() }), fails("Aborted", /reading/)),
  ));
