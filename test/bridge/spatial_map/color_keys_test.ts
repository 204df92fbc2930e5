import assert from "node:assert/strict";
import { colorKeys } from "../../../src/bridge/spatial_map/color_keys.ts";
import { AnnData } from "../../../src/data/anndata.ts";
import { Dense } from "../../../src/data/dense.ts";
import { Frame } from "../../../src/data/frame.ts";
import { MuData } from "../../../src/data/mudata.ts";
import { obsVector } from "../../../src/data/obs_vector.ts";
import { StringArray } from "../../../src/data/uns/string_array.ts";
import { colorsOf } from "../../../src/plot/colors_of.ts";
import { palette } from "../../../src/plot/palette.ts";

const obs = new Frame(["a", "b"], { domain: ["x", "y"] });
const names = (n: number, name: string) => new Frame(Array.from({ length: n }, (_, i) => `${name}${i}`));

Deno.test("colorKeys() offers columns, short lists of variables and first axes; each can be coloured by", () => {
  const rna = new AnnData({ X: Dense.zeros(2, 300), obs, var: names(300, "gene") });
  const adt = new AnnData({ X: Dense.zeros(2, 3), obs: new Frame(["a", "b"], { depth: [1, 2] }), var: names(3, "CD") });
  const obsm = { "X_umap": Dense.zeros(2, 2), "X_pca": Dense.zeros(2, 30), spatial: Dense.zeros(2, 2) };
  const whole = new MuData({ mod: { rna, adt }, obsm });
  const keys = colorKeys(whole);
  const axes = ["X_umap:0", "X_umap:1", "X_pca:0", "X_pca:1", "X_pca:2"];
  assert.deepEqual(keys, ["domain", "depth", "adt:CD0", "adt:CD1", "adt:CD2", ...axes]);
  for (const key of keys) assert.equal(obsVector(whole, key).length, 2);
  assert.deepEqual(colorKeys(rna), ["domain"]);
  assert.deepEqual(colorKeys(adt), ["depth", "CD0", "CD1", "CD2"]);
});

Deno.test("colorsOf() are those of uns where they are colours and enough, else the palette's", () => {
  const kept = (values: string[]) => new AnnData({ obs, uns: { domain_colors: new StringArray(values) } });
  assert.deepEqual(colorsOf(kept(["#ABCDEF", "#123"]), "domain", ["x", "y"]), ["#abcdef", "#112233"]);
  for (const values of [["#abcdef"], ["red", "#abcdef"], ["#abcde", "#abcdef"], ["#abcdef\n", "#abcdef"]]) {
    assert.deepEqual(colorsOf(kept(values), "domain", ["x", "y"]), palette(2));
  }
  assert.deepEqual(colorsOf(new AnnData({ obs, uns: { domain_colors: "text" } }), "domain", ["x", "y"]), palette(2));
  const inside = new MuData({ mod: { rna: kept(["#000000", "#ffffff"]) } });
  assert.deepEqual(colorsOf(inside, "domain", ["x", "y"]), ["#000000", "#ffffff"]);
});
