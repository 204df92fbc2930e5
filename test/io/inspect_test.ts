import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { Rng } from "../../src/core/rng.ts";
import { inspect, writeH5ad, writeH5mu } from "../../src/io/mod.ts";
import { sampleAnnData, sampleMuData } from "./sample.ts";
import { fails, withFolder } from "./temp_folder.ts";

const GOLDEN = fileURLToPath(new URL("../golden/io/", import.meta.url));

Deno.test("inspect() tells shapes, encodings and sizes of an h5ad as plain JSON", () =>
  withFolder({}, async (folder) => {
    const adata = sampleAnnData(new Rng(1), 13, 8);
    await writeH5ad(adata, `${folder}/x.h5ad`);
    const found = await inspect(`${folder}/x.h5ad`);
    assert.deepEqual([found.kind, found.format, found.nObs, found.nVars], ["anndata", "hdf5", 13, 8]);
    assert.equal(found.fileBytes, (await Deno.stat(`${folder}/x.h5ad`)).size);
    const json = JSON.parse(JSON.stringify(found));
    assert.deepEqual(Object.keys(json), [
      "location",
      "format",
      "kind",
      "fileBytes",
      "nObs",
      "nVars",
      "modalities",
      "entries",
    ]);
    const entry = (key: string) => json.entries.find((one: { key: string }) => one.key === key);
    const X = adata.X!;
    assert.equal(X.kind, "csr");
    assert.deepEqual([entry("X").encoding, entry("X").dtype, entry("X").shape], ["csr_matrix 0.1.0", "float32", [
      13,
      8,
    ]]);
    assert.equal(entry("X").nnz, X.kind === "csr" ? X.nnz : -1);
    assert.equal(entry("X").bytes, X.nBytes);
    assert.deepEqual(entry("X").filters, ["gzip"]);
    assert.deepEqual([entry("obs").shape, entry("obs").dtype], [[13, 11], null]);
    assert.deepEqual([entry("obs/domain").dtype, entry("obs/domain").nCategories], ["category", 3]);
    assert.deepEqual([entry("obs/kept").dtype, entry("obs/half").dtype, entry("obs/note").dtype], [
      "bool",
      "float16",
      "string",
    ]);
    assert.deepEqual(entry("uns/nested/deep/array").shape, [2, 3, 4]);
  }));

Deno.test("inspect() tells the modalities of an h5mu and prints a page", () =>
  withFolder({}, async (folder) => {
    await writeH5mu(sampleMuData(new Rng(1)), `${folder}/x.h5mu`);
    const found = await inspect(`${folder}/x.h5mu`);
    assert.deepEqual({ ...found.modalities }, { rna: { nObs: 12, nVars: 5 }, adt: { nObs: 8, nVars: 3 } });
    const [head, rna] = found.text.split("\n");
    assert.match(head!, /x\.h5mu: MuData, n_obs × n_vars = 16 × 8 \(hdf5, [\d.]+ KB\)$/);
    assert.equal(rna, "  rna: 12 × 5");
    assert.match(found.text, /^mod\/rna\/X +csr_matrix, float32, 12 × 5, \d+ stored \([\d.]+ %\), gzip$/m);
  }));

Deno.test("inspect() reads files without encodings, zarr, and fails as readH5ad() does", async () => {
  const old = await inspect(`${GOLDEN}legacy_0_6_22_gzip.h5ad`);
  assert.deepEqual([old.nObs, old.nVars, old.entries.find(({ key }) => key === "X")?.nnz], [12, 6, 31]);
  const zarr = await inspect(`${GOLDEN}columns_v3.zarr.zip`);
  assert.deepEqual([zarr.format, zarr.kind, zarr.nObs], ["zarr", "anndata", 13]);
  await withFolder({ "zarr.json": '{"zarr_format":3,"node_type":"group"}' }, async (folder) => {
    const { format, kind, fileBytes } = await inspect(folder);
    assert.deepEqual({ format, kind, fileBytes }, { format: "zarr", kind: "other", fileBytes: null });
  });
  await withFolder(
    {},
    (folder) => assert.rejects(inspect(folder), fails("Corrupt", /neither zarr\.json nor \.zgroup/)),
  );
  await assert.rejects(inspect(`${GOLDEN}none.h5ad`), fails("NotFound", /none\.h5ad/));
});

Deno.test("inspect() shows an element of an encoding that weft does not know, and no empty dictionary", () => {
  const group = (attributes: object) => JSON.stringify(attributes);
  const typed = (type: string) => group({ "encoding-type": type, "encoding-version": "9.9" });
  const files: Record<string, string> = { ".zattrs": typed("anndata") };
  for (const path of ["", "X/", "uns/"]) files[`${path}.zgroup`] = group({ "zarr_format": 2 });
  files["X/.zattrs"] = typed("mystery");
  files["uns/.zattrs"] = typed("dict");
  return withFolder({}, async (folder) => {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${folder}/x.zarr/${path.split("/").slice(0, -1).join("/")}`, { recursive: true });
      await Deno.writeTextFile(`${folder}/x.zarr/${path}`, text);
    }
    const { entries } = await inspect(`${folder}/x.zarr`);
    assert.deepEqual(entries.map(({ key, encoding }) => [key, encoding]), [["X", "mystery 9.9"]]);
  });
});
