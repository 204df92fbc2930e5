import assert from "node:assert/strict";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";

const adata = new AnnData({
  X: Dense.zeros(3, 2),
  obs: new Frame(["a", "b", "c"], { "it's": [1, 2, 3], 'q"': [1, 2, 3], "both'\"": [1, 2, 3], "é\n": [1, 2, 3] }),
  var: new Frame(["g", "h"], { v: [1, 2] }),
  layers: { counts: Dense.zeros(3, 2) },
  obsm: { X_pca: Dense.zeros(3, 2) },
  varm: { PCs: Dense.zeros(2, 2) },
  obsp: { d: Dense.zeros(3, 3) },
  varp: { e: Dense.zeros(2, 2) },
  uns: { z: 1, k: 2 },
});
const adt = new AnnData({ X: Dense.zeros(3, 1), obs: new Frame(["b", "c", "d"]), var: new Frame(["p"]) });

/** What anndata 0.12.19 prints below the first line for the same object. */
const SLOTS = `
    obs: "it's", 'q"', 'both\\'"', 'é\\n'
    var: 'v'
    uns: 'z', 'k'
    obsm: 'X_pca'
    varm: 'PCs'
    layers: 'counts'
    obsp: 'd'
    varp: 'e'`;
/** What mudata 0.3.10 prints for it as a modality. */
const MODALITY_SLOTS = SLOTS.replaceAll("\n    ", "\n      ").replaceAll(": ", ":\t");

Deno.test("AnnData as text is what anndata prints, word for word", () => {
  assert.equal(String(adata), `AnnData object with n_obs × n_vars = 3 × 2${SLOTS}`);
  assert.equal(String(new AnnData({})), "AnnData object with n_obs × n_vars = 0 × 0");
  assert.equal(String(new AnnData({ obs: new Frame(["a"]) })), "AnnData object with n_obs × n_vars = 1 × 0");
});

Deno.test("AnnData as text is a view after subset() and none after with()", () => {
  const view = adata.subset({ obs: [0, 1] });
  assert.equal(String(view), `View of AnnData object with n_obs × n_vars = 2 × 2${SLOTS}`);
  assert.equal(String(view.with({})), `AnnData object with n_obs × n_vars = 2 × 2${SLOTS}`);
});

Deno.test("MuData as text is what mudata prints, word for word", () => {
  const tissue = new MuData({
    mod: { rna: adata, adt },
    obs: new Frame(["a", "b", "c", "d"], { domain: ["x", "x", "x", "x"] }),
    obsm: { X: Dense.zeros(4, 2) },
    uns: { u: 1 },
  });
  const text = (head: string, nRna: number, nAdt: number) =>
    `${head}\n  obs:\t'domain'\n  uns:\t'u'\n  obsm:\t'X'\n  2 modalities\n    rna:\t${nRna} × 2${MODALITY_SLOTS}\n    adt:\t${nAdt} × 1`;
  assert.equal(String(tissue), text("MuData object with n_obs × n_vars = 4 × 3", 3, 3));
  const view = tissue.subset({ obs: [0, 1] });
  assert.equal(String(view), text("View of MuData object with n_obs × n_vars = 2 × 3", 2, 1));
  assert.equal(String(view.with({})), text("MuData object with n_obs × n_vars = 2 × 3", 2, 1));
});

Deno.test("MuData as text says modality in the singular and which axis is shared", () => {
  const alone = new MuData({ mod: { rna: adata } });
  assert.equal(
    String(alone),
    `MuData object with n_obs × n_vars = 3 × 2\n  1 modality\n    rna:\t3 × 2${MODALITY_SLOTS}`,
  );
  const other = new AnnData({ X: Dense.zeros(1, 2), obs: new Frame(["zz"]), var: new Frame(["g", "h"]) });
  const shared = new MuData({ mod: { rna: adata, s: other }, axis: 1 });
  assert.equal(
    String(shared),
    `MuData object with n_obs × n_vars = 4 × 2 (shared var) \n  2 modalities\n    rna:\t3 × 2${MODALITY_SLOTS}\n    s:\t1 × 2`,
  );
});

Deno.test("MuData as text leaves out what Python takes for copies of a modality's", () => {
  const tissue = new MuData({
    mod: { adt },
    obs: new Frame(adt.obsNames, { "adt:total": [1, 2, 3], adtish: [1, 2, 3] }),
    uns: { adt_colors: 1, other: 2 },
  });
  assert.match(String(tissue), /\n {2}obs:\t'adtish'\n {2}uns:\t'other'\n {2}1 modality/);
});

Deno.test("AnnData as text writes what cannot be seen as Python's repr does", () => {
  const names = ["\x07", "\u00a0", "\u200b", "\u2028", "\u{e0001}", "a b", "☃é😀", "back\\slash\t"];
  const odd = new AnnData({ obs: new Frame(["a"], Object.fromEntries(names.map((name) => [name, [1]]))) });
  assert.equal(
    String(odd).split("obs: ")[1],
    "'\\x07', '\\xa0', '\\u200b', '\\u2028', '\\U000e0001', 'a b', '☃é😀', 'back\\\\slash\\t'",
  );
});

Deno.test("MuData as text says which axes its modalities share", () => {
  const first = (axis: 0 | 1 | -1) => String(new MuData({ mod: { adt }, axis })).split("\n")[0];
  assert.equal(first(0), "MuData object with n_obs × n_vars = 3 × 1");
  assert.equal(first(1), "MuData object with n_obs × n_vars = 3 × 1 (shared var) ");
  assert.equal(first(-1), "MuData object with n_obs × n_vars = 3 × 1 (shared obs and var) ");
});
