import assert from "node:assert/strict";

import type { Dense } from "../../../src/data/dense.ts";
import { toDense } from "../../../src/data/matrix.ts";
import type { UnsDict } from "../../../src/data/uns.ts";
import { readVisium } from "../../../src/io/tenx/read_visium.ts";
import { fails, withFolder } from "../temp_folder.ts";
import { MATRIX, writeH5 } from "./h5_fixture.ts";

const ROWS = "AAAT-1,1,2,0,300,30\nAAAC-1,1,0,0,100,10\nCCCC-1,0,9,9,900,90\nAAAG-1,0,1,1,200,20\n";
const HEADER = "barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres\n";
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const SPATIAL = {
  "spatial/tissue_positions.csv": HEADER + ROWS,
  "spatial/scalefactors_json.json": '{"tissue_hires_scalef": 0.25, "spot_diameter_fullres": 89.5}',
  "spatial/tissue_hires_image.png": PNG,
};
const ATTRS = { "library_ids": ["V1_lymph"], "chemistry_description": "Spatial 3' v1", "software_version": "1.2.0" };

function withVisium(
  files: Record<string, string | Uint8Array>,
  test: (folder: string) => Promise<void>,
  attrs = {},
): Promise<void> {
  return withFolder(files, async (folder) => {
    await writeH5(`${folder}/filtered_feature_bc_matrix.h5`, { data: MATRIX, attrs });
    await test(folder);
  });
}

for (
  const [version, name, text] of [[2, "tissue_positions.csv", HEADER + ROWS], [
    1,
    "tissue_positions_list.csv",
    ROWS,
  ]] as const
) {
  Deno.test(`readVisium() joins spots and places by barcode, files of Space Ranger ${version}`, () => {
    const { "spatial/tissue_positions.csv": _, ...rest } = SPATIAL;
    return withVisium({ ...rest, [`spatial/${name}`]: text }, async (folder) => {
      const adata = await readVisium(folder);
      assert.deepEqual(adata.obsNames, ["AAAC-1", "AAAG-1", "AAAT-1"]);
      assert.deepEqual((adata.obsm["spatial"] as Dense).toRows(), [[10, 100], [20, 200], [30, 300]]);
      assert.deepEqual(adata.obs.column("in_tissue").toArray(), [1, 0, 1]);
      assert.deepEqual(adata.obs.column("array_row").toArray(), [0, 1, 2]);
      assert.deepEqual(adata.obs.columnNames, ["in_tissue", "array_row", "array_col"]);
    });
  });
}

Deno.test("readVisium() keeps pictures, scale factors and facts of the run under the library's name", () =>
  withVisium(SPATIAL, async (folder) => {
    const spatial = (await readVisium(folder)).uns["spatial"] as UnsDict;
    const { images, scalefactors, metadata } = spatial["V1_lymph"] as Record<string, UnsDict>;
    assert.deepEqual(Object.keys(images!), ["hires"]);
    assert.deepEqual((images!["hires"] as Dense).data, PNG);
    assert.deepEqual(scalefactors, { "tissue_hires_scalef": 0.25, spot_diameter_fullres: 89.5 });
    assert.deepEqual(metadata, { "chemistry_description": "Spatial 3' v1", "software_version": "1.2.0" });
    const other = (await readVisium(folder, { libraryId: "mine", loadImages: false })).uns["spatial"] as UnsDict;
    assert.deepEqual((other["mine"] as UnsDict)["images"], {});
  }, ATTRS));

Deno.test("readVisium() names the library after the folder where nothing else does", () =>
  withVisium(SPATIAL, async (folder) => {
    const { spatial } = (await readVisium(folder)).uns as { spatial: UnsDict };
    assert.deepEqual(Object.keys(spatial), [folder.split("/").at(-1)]);
  }));

Deno.test("readVisium() lists the files that lack", async () => {
  await withFolder(
    {},
    (folder) =>
      assert.rejects(
        readVisium(folder),
        fails(
          "NotFound",
          /filtered_feature_bc_matrix\.h5 and spatial\/tissue_positions\.csv and spatial\/scalefactors_json\.json but found an empty folder/,
        ),
      ),
  );
  await withVisium(
    { "spatial/tissue_positions.csv": "" },
    (folder) =>
      assert.rejects(
        readVisium(folder),
        fails("NotFound", /Expected spatial\/scalefactors_json\.json but found 'filtered/),
      ),
  );
  await withFolder(
    { ...SPATIAL, "s1_raw_feature_bc_matrix.h5": "" },
    (folder) =>
      assert.rejects(readVisium(folder), fails("NotFound", /\{ countFile: 's1_raw_feature_bc_matrix\.h5' \}/)),
  );
  await assert.rejects(readVisium("no/such"), fails("NotFound", /'no\/such'/));
});

Deno.test("readVisium() takes counts from a folder where there is no .h5", () => {
  const counts = "filtered_feature_bc_matrix";
  const files = {
    ...SPATIAL,
    [`${counts}/matrix.mtx`]: "%%MatrixMarket matrix coordinate integer general\n1 2 1\n1 2 7\n",
    [`${counts}/barcodes.tsv`]: "AAAT-1\nAAAC-1\n",
    [`${counts}/features.tsv`]: "ENSG1\tCD3E\tGene Expression\n",
  };
  return withFolder(files, async (folder) => {
    for (const adata of [await readVisium(folder), await readVisium(folder, { countFile: counts })]) {
      assert.deepEqual(toDense(adata.X!).toRows(), [[0], [7]]);
      assert.deepEqual((adata.obsm["spatial"] as Dense).toRows(), [[30, 300], [10, 100]]);
      assert.equal(Object.keys(adata.uns["spatial"] as UnsDict)[0], folder.split("/").at(-1));
    }
  });
});

Deno.test("readVisium() refuses places in parquet, spots without a place, and damaged tables", async () => {
  const { "spatial/tissue_positions.csv": _, ...rest } = SPATIAL;
  await withVisium(
    { ...rest, "spatial/tissue_positions.parquet": "PAR1" },
    (folder) => assert.rejects(readVisium(folder), fails("Unsupported", /found tissue_positions\.parquet.*to_csv/)),
  );
  await withVisium(
    { ...rest, "spatial/tissue_positions.csv": HEADER + ROWS.split("\n")[0] },
    (folder) => assert.rejects(readVisium(folder), fails("Misaligned", /2 of 3 without, such as 'AAAC-1', 'AAAG-1'/)),
  );
  await withVisium(
    { ...rest, "spatial/tissue_positions.csv": "barcode,in_tissue\nAAAC-1,1\n" },
    (folder) =>
      assert.rejects(
        readVisium(folder),
        fails("Corrupt", /a column 'array_row' of numbers but found the columns in_tissue/),
      ),
  );
  await withVisium(
    { ...SPATIAL, "spatial/scalefactors_json.json": "{" },
    (folder) => assert.rejects(readVisium(folder), fails("Corrupt", /Expected JSON .*scalefactors_json\.json/)),
  );
});
