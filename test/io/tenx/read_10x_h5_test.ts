import assert from "node:assert/strict";

import type { Csr } from "../../../src/data/csr.ts";
import { read10xH5 } from "../../../src/io/tenx/read_10x_h5.ts";
import { read10xMuData } from "../../../src/io/tenx/read_10x_mudata.ts";
import { fails, withFolder } from "../temp_folder.ts";
import { COUNTS, type H5Fixture, MATRIX, writeH5 } from "./h5_fixture.ts";

function withH5(fixture: H5Fixture, test: (path: string) => Promise<void>): Promise<void> {
  return withFolder({}, async (folder) => {
    await writeH5(`${folder}/m.h5`, fixture);
    await test(`${folder}/m.h5`);
  });
}

Deno.test("read10xH5() reads a version 3 file, doubled names kept beside their ids", () =>
  withH5({ data: MATRIX }, async (path) => {
    const adata = await read10xH5(path);
    assert.deepEqual(adata.X!.dtype, "float32");
    assert.equal(adata.X!.kind, "csr");
    assert.deepEqual((adata.X as Csr).toDense().toRows(), COUNTS);
    assert.deepEqual(adata.obsNames, ["AAAC-1", "AAAG-1", "AAAT-1"]);
    assert.deepEqual(adata.varNames, ["CD3E", "CD3E", "CD3", "chr1:1-9"]);
    assert.deepEqual(adata.var.columnNames, ["gene_ids", "feature_types", "genome"]);
    assert.deepEqual(adata.var.column("gene_ids").toArray(), ["ENSG1", "ENSG2", "CD3", "chr1:1-9"]);
    assert.deepEqual(adata.var.column("genome").toArray(), ["GRCh38", "mm10", "", "GRCh38"]);
  }));

Deno.test("read10xH5() calls features by id when asked", () =>
  withH5({ data: MATRIX }, async (path) => {
    const adata = await read10xH5(path, { varNames: "gene_ids" });
    assert.deepEqual(adata.varNames, ["ENSG1", "ENSG2", "CD3", "chr1:1-9"]);
    assert.deepEqual(adata.var.column("gene_symbols").toArray(), ["CD3E", "CD3E", "CD3", "chr1:1-9"]);
  }));

Deno.test("read10xH5() keeps kinds of features, and features of a genome", () =>
  withH5({ data: MATRIX }, async (path) => {
    const some = await read10xH5(path, { featureTypes: ["Antibody Capture", "Peaks"] });
    assert.deepEqual(some.varNames, ["CD3", "chr1:1-9"]);
    assert.deepEqual((some.X as Csr).toDense().toRows(), [[0, 1], [9, 0], [0, 0]]);
    assert.equal(some.isView, false);
    assert.deepEqual((await read10xH5(path, { genome: "mm10" })).var.column("gene_ids").toArray(), ["ENSG2"]);
    await assert.rejects(
      read10xH5(path, { featureTypes: ["CRISPR Guide Capture"] }),
      fails("NotFound", /'CRISPR Guide Capture' but found the types 'Gene Expression', 'Antibody Capture', 'Peaks'/),
    );
    await assert.rejects(
      read10xH5(path, { genome: "hg19" }),
      fails("NotFound", /genome 'hg19' but found 'GRCh38', 'mm10'/),
    );
  }));

Deno.test("read10xMuData() makes a modality of each kind", () =>
  withH5({ data: MATRIX }, async (path) => {
    const tissue = await read10xMuData(path);
    assert.deepEqual(tissue.modalityNames, ["rna", "adt", "atac"]);
    assert.deepEqual(tissue.modality("rna").shape, [3, 2]);
    assert.deepEqual((tissue.modality("adt").X as Csr).toDense().toRows(), [[0], [9], [0]]);
    const named = await read10xMuData(path, { names: { "Antibody Capture": "prot" } });
    assert.deepEqual(named.modalityNames, ["rna", "prot", "atac"]);
    await assert.rejects(
      read10xMuData(path, { names: { Peaks: "rna" } }),
      fails("Duplicate", /'rna' for 'Gene Expression', 'Peaks'/),
    );
  }));

const OLD: H5Fixture["data"] = {
  "GRCh38/barcodes": ["A-1", "C-1"],
  "GRCh38/data": new Int32Array([1, 2]),
  "GRCh38/indices": new BigInt64Array([1n, 0n]),
  "GRCh38/indptr": new BigInt64Array([0n, 1n, 2n]),
  "GRCh38/shape": new Int32Array([2, 2]),
  "GRCh38/genes": ["ENSG1", "ENSG2"],
  "GRCh38/gene_names": ["CD3E", "CD19"],
};

Deno.test("read10xH5() reads a version 2 file, of one genome or the one named", async () => {
  await withH5({ data: OLD }, async (path) => {
    const adata = await read10xH5(path);
    assert.deepEqual((adata.X as Csr).toDense().toRows(), [[0, 1], [2, 0]]);
    assert.deepEqual(adata.var.columnNames, ["gene_ids"]);
    await assert.rejects(read10xMuData(path), fails("NotFound", /a column 'feature_types'/));
  });
  const mouse = Object.fromEntries(
    Object.entries(OLD).map(([name, values]) => [name.replace("GRCh38", "mm10"), values]),
  );
  await withH5({ data: { ...OLD, ...mouse } }, async (path) => {
    await assert.rejects(
      read10xH5(path),
      fails("Ambiguous", /one genome but found 'GRCh38', 'mm10'.*\{ genome: "GRCh38" \}/),
    );
    assert.deepEqual((await read10xH5(path, { genome: "mm10" })).shape, [2, 2]);
    await assert.rejects(read10xH5(path, { genome: "hg19" }), fails("NotFound", /'hg19'/));
  });
});

Deno.test("read10xH5() refuses what is not a 10x matrix, or one whose parts do not fit", async () => {
  await withH5(
    { data: { "obs/x": ["a"] } },
    (path) =>
      assert.rejects(
        read10xH5(path),
        fails("Unsupported", /Cell Ranger or Space Ranger but found the keys 'obs'.*readH5ad/),
      ),
  );
  await withH5(
    { data: { ...MATRIX, "matrix/barcodes": ["AAAC-1"] } },
    (path) => assert.rejects(read10xH5(path), fails("Corrupt", /3 barcodes, as the matrix has but found 1/)),
  );
  await withH5(
    { data: { ...MATRIX, "matrix/indices": new BigInt64Array([0n, 3n, 1n, 2n, 4n]) } },
    (path) => assert.rejects(read10xH5(path), fails("Corrupt", /./)),
  );
  await withH5(
    { data: { ...MATRIX, "matrix/features/name": new Int32Array(4) } },
    (path) => assert.rejects(read10xH5(path), fails("Corrupt", /text in 'matrix\/features\/name'/)),
  );
  await assert.rejects(read10xH5("nowhere.h5"), fails("NotFound", /nowhere\.h5/));
});
