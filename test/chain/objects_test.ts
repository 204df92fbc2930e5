import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { annData } from "../../src/chain/ann_data.ts";
import { AnnData } from "../../src/chain/anndata.ts";
import { simulatedTissue } from "../../src/chain/datasets.ts";
import { muData } from "../../src/chain/mu_data.ts";
import { MuData } from "../../src/chain/mudata.ts";
import { toChain } from "../../src/chain/to_chain.ts";
import { AnnData as BaseAnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { Lazy } from "../../src/data/lazy.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { MuData as BaseMuData } from "../../src/data/mudata.ts";

const base = new BaseAnnData({ X: Dense.fromRows([[1, 2], [3, 4], [5, 6]]), obs: new Frame(["a", "b", "c"]) });
const other = new BaseAnnData({ X: Dense.fromRows([[7], [8]]), obs: new Frame(["c", "b"]), var: new Frame(["p"]) });

Deno.test("annData() takes slots, objects of the data layer, and its own", () => {
  const made = annData({ X: base.X });
  assert(made instanceof AnnData);
  const wrapped = annData(base);
  assert(wrapped instanceof AnnData && wrapped instanceof BaseAnnData);
  assert.equal(wrapped.X, base.X);
  assert.equal(wrapped.obs, base.obs);
  assert.equal(annData(wrapped), wrapped);
});

Deno.test("muData() wraps its modalities, joins them by name and takes further slots", () => {
  const tissue = muData({ rna: base, adt: other }, {
    obs: new Frame(["c", "b", "a"], { domain: ["1", "2", "3"] }),
    uns: { a: 1 },
  });
  assert(tissue instanceof MuData && tissue instanceof BaseMuData);
  assert(tissue.modality("adt") instanceof AnnData);
  assert.deepEqual(tissue.obsNames, ["c", "b", "a"]);
  assert.deepEqual([...tissue.obsmap.adt!], [1, 2, 0]);
  assert.equal(tissue.uns.a, 1);
});

Deno.test("toChain() keeps views views and computes nothing", () => {
  let reads = 0;
  const lazy = new BaseAnnData({
    X: new Lazy<Matrix | null>(() => (reads++, Dense.zeros(2, 2))),
    obs: new Frame(["a", "b"]),
    var: new Frame(["g", "h"]),
  });
  const chained = toChain(lazy.subset({ obs: ["b"] }));
  assert(chained.isView);
  assert.match(String(chained), /^View of AnnData object with n_obs × n_vars = 1 × 2/);
  assert.equal(reads, 0);
  const whole = toChain(new BaseMuData({ mod: { rna: base, adt: other } }));
  assert.equal(toChain(whole), whole);
});

Deno.test("AnnData stays chainable through with(), subset() and every verb of the data layer", () => {
  const adata = annData(base);
  const results = [
    adata.with({ uns: { a: 1 } }),
    adata.subset({ obs: [0] }),
    adata.filterObs(({ index }) => index !== "a"),
    adata.filterVar(({ index }) => index === "1"),
    adata.subsample({ n: 2 }),
    adata.transpose(),
    adata.obsNamesMakeUnique(),
    adata.varNamesMakeUnique({ join: "." }),
    adata.concat([other], { join: "outer" }),
    adata.label("region", ["a"], "x"),
  ];
  for (const result of results) assert(result instanceof AnnData);
  assert.equal(String(adata), String(base));
});

Deno.test("MuData stays chainable through with(), subset() and every verb of the data layer", () => {
  const tissue = muData({ rna: base, adt: other });
  const results = [
    tissue.with({ uns: { a: 1 } }),
    tissue.subset({ obs: ["b"] }),
    tissue.filterObs(({ index }) => index !== "a"),
    tissue.filterVar(({ index }) => index === "p"),
    tissue.subsample({ n: 2 }),
    tissue.intersectObs(),
    tissue.label("region", ["a"], "x"),
    tissue.concat([tissue], { keys: ["1", "2"], indexUnique: "-" }),
  ];
  for (const result of results) {
    assert(result instanceof MuData);
    assert(result.modality("rna") instanceof AnnData);
  }
  assert.deepEqual(tissue.intersectObs().obsNames, ["b", "c"]);
});

Deno.test("MuData.modality() with a function replaces the modality, without one gives it", () => {
  const tissue = muData({ rna: base, adt: other });
  const logged = tissue.modality("rna", (a) => a.log1p());
  assert.notEqual(logged.modality("rna").uns.log1p, undefined);
  assert.equal(tissue.modality("rna").uns.log1p, undefined);
  assert.equal(logged.modality("adt"), tissue.modality("adt"));
  assert(logged.modality("rna", () => base).modality("rna") instanceof AnnData);
  assert.throws(() => tissue.modality("atac", (a) => a), (error) => isWeftError(error, "NotFound"));
});

Deno.test("MuData.modality() lets spots go when a function drops them", () => {
  const tissue = muData({ rna: base, adt: other });
  const less = tissue.modality("rna", (a) => a.filterObs(({ index }) => index !== "a"));
  assert.deepEqual(less.obsNames, ["b", "c"]);
});

Deno.test("label() adds to the labels there are, and starts a column otherwise", () => {
  const first = annData(base).label("region", [0, 1], "follicle");
  assert.deepEqual(first.obs.column("region").toArray(), ["follicle", "follicle", null]);
  const second = first.label("region", ["b"], "cortex");
  assert.deepEqual(second.obs.column("region").toArray(), ["follicle", "cortex", null]);
  const column = second.obs.column("region");
  assert(column.kind === "categorical");
  assert.deepEqual(column.categories.toArray(), ["follicle", "cortex"]);
  assert.deepEqual(first.obs.column("region").toArray(), ["follicle", "follicle", null]);
  assert.throws(() => first.label("region", ["z"], "x"), (error) => isWeftError(error, "NotFound"));
});

Deno.test("simulatedTissue() is chainable, whole or like another", () => {
  const tissue = simulatedTissue({ seed: 1 });
  assert(tissue instanceof MuData);
  const rna = simulatedTissue({ like: tissue.modality("adt"), modality: "rna", seed: 1 });
  assert(rna instanceof AnnData);
  assert.deepEqual(rna.obsNames, tissue.modality("adt").obsNames);
});

Deno.test("AnnData and MuData have the method by which a notebook shows them", () => {
  assert.equal(annData(base)[DISPLAY]()["text/plain"], String(base));
  assert.match(muData({ rna: base })[DISPLAY]()["text/plain"] as string, /^MuData object/);
});
