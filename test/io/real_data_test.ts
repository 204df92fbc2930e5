import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { AnnData } from "../../src/data/anndata.ts";
import type { Dense } from "../../src/data/dense.ts";
import { simulatedTissue } from "../../src/io/datasets/simulated_tissue.ts";
import { readH5ad } from "../../src/io/read_h5ad.ts";
import { readCsv } from "../../src/io/text/read_csv.ts";
import { readTable } from "../../src/io/text/read_table.ts";
import { readZarr } from "../../src/io/zarr/read_zarr.ts";

const DATA = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** A test on data that are not part of the project; skipped aloud where they are absent. */
function realTest(name: string, file: string, test: (path: string) => Promise<void>): void {
  const path = DATA + file;
  const ignore = !existsSync(path);
  if (ignore) console.warn(`SKIPPED ${name}: no ${path}`);
  Deno.test({ name, ignore, fn: () => test(path) });
}

realTest(
  "readZarr() reads a published zip store whole",
  "pbmc68k_reduced/10x_pbmc68k_reduced.zarr.zip",
  async (path) => {
    const adata = await readZarr(path) as AnnData;
    assert.deepEqual(adata.shape, [700, 765]);
    assert.deepEqual(Object.keys(adata.obsp), ["connectivities", "distances"]);
    assert.deepEqual(Object.keys(adata.layers), ["counts"]);
    assert.ok("rank_genes_groups" in adata.uns);
    assert.ok((adata.X as Dense).data.every((value) => Number.isFinite(Number(value))));
  },
);

realTest("readCsv() reads genes × cells of osmFISH", "osmfish_ss_cortex/osmFISH_prep_expression.txt", async (path) => {
  const adata = await readCsv(path, { transpose: true });
  assert.deepEqual(adata.shape, [5328, 33]);
  assert.equal(adata.obsNames[0], "cell_778");
});

realTest(
  "readTable() reads annotations of osmFISH",
  "osmfish_ss_cortex/osmFISH_prep_cell_metadata.txt",
  async (path) => {
    const table = await readTable(path);
    assert.deepEqual(table.columnNames, ["ClusterName", "ClusterID", "Region"]);
    assert.equal(table.column("Region").kind, "categorical");
    assert.equal(table.column("ClusterID").kind, "numeric");
  },
);

realTest(
  "simulatedTissue({ like }) makes an RNA half for a lymph node",
  "lymph_node_a1_protein/adata_adt.h5ad",
  async (path) => {
    const like = await readH5ad(path);
    const rna = simulatedTissue({ like, modality: "rna", nFeatures: 50, nDomains: 6 });
    assert.deepEqual(rna.obsNames, like.obsNames);
    assert.deepEqual((rna.obsm["spatial"] as Dense).toRows()[7], (like.obsm["spatial"] as Dense).toRows()[7]);
    assert.equal(new Set(rna.obs.column("domain").toArray()).size, 6);
  },
);
