import assert from "node:assert/strict";

import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { splitFeatureTypes } from "../../../src/io/tenx/split_feature_types.ts";
import { fails } from "../temp_folder.ts";

function withTypes(types: (string | null)[]): AnnData {
  const names = types.map((_, j) => `f${j}`);
  return new AnnData({
    X: Dense.fromRows([types.map((_, j) => j), types.map((_, j) => 10 * j)]),
    obs: new Frame(["a", "b"], { batch: ["x", "y"] }),
    var: new Frame(names, { feature_types: types }),
  });
}

Deno.test("splitFeatureTypes() makes modalities in the order of the features, obs and all", () => {
  const adata = withTypes(["Peaks", "Gene Expression", "Peaks", "CRISPR Guide Capture"]);
  const tissue = splitFeatureTypes(adata);
  assert.deepEqual(tissue.modalityNames, ["atac", "rna", "crispr_guide_capture"]);
  const { atac } = tissue.mod;
  assert.deepEqual(atac!.varNames, ["f0", "f2"]);
  assert.deepEqual((atac!.X as Dense).toRows(), [[0, 2], [0, 20]]);
  assert.deepEqual(atac!.obs.column("batch").toArray(), ["x", "y"]);
  assert.equal(atac!.isView, false);
  assert.deepEqual(adata.varNames, ["f0", "f1", "f2", "f3"]);
});

Deno.test("splitFeatureTypes() reads another column and takes other names", () => {
  const adata = withTypes(["Peaks", "Peaks"]).with({ var: { kind: ["a b", "c"] } });
  assert.deepEqual(splitFeatureTypes(adata, { key: "kind", names: { c: "third" } }).modalityNames, ["a_b", "third"]);
});

Deno.test("splitFeatureTypes() refuses features without a kind and names given twice", () => {
  assert.throws(
    () => splitFeatureTypes(withTypes(["Peaks", null])),
    fails("BadValues", /none for 'f1' in var\['feature_types'\]/),
  );
  assert.throws(
    () => splitFeatureTypes(withTypes(["Antibody Capture", "Protein Expression"])),
    fails("Duplicate", /'adt' for 'Antibody Capture', 'Protein Expression'/),
  );
  assert.throws(() => splitFeatureTypes(withTypes(["Peaks"]), { key: "kind" }), fails("NotFound", /a column 'kind'/));
});
