import assert from "node:assert/strict";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { AnnData, Csr, Dense, Frame, MuData, obsVector, Raw } from "../../src/data/mod.ts";

const X = Dense.fromRows([[1, 2], [3, 4], [5, 6]]);
const adata = new AnnData({
  X,
  obs: new Frame(["a", "b", "c"], { domain: ["x", "y", "x"], CD3E: [7, 8, 9] }),
  var: new Frame(["CD3E", "CD19"]),
  obsm: {
    X_umap: Dense.fromRows([[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]),
    table: new Frame(["a", "b", "c"], { p: [1, 2, 3] }),
  },
  layers: { counts: Csr.fromDense(Dense.fromRows([[0, 20], [30, 0], [0, 0]])) },
});

Deno.test("obsVector() finds columns of obs first, then axes of obsm, then variables", () => {
  assert.deepEqual(obsVector(adata, "domain").toArray(), ["x", "y", "x"]);
  assert.deepEqual(obsVector(adata, "CD3E").toArray(), [7, 8, 9], "a column hides a gene of its name");
  assert.deepEqual(obsVector(adata, "CD19").toArray(), [2, 4, 6]);
  assert.deepEqual(obsVector(adata, "X_umap:1").toArray(), [1.5, 3.5, 5.5]);
});

Deno.test("obsVector() reads a gene from the layer named, sparse or dense", () => {
  assert.deepEqual(obsVector(adata, "CD19", { layer: "counts" }).toArray(), [20, 0, 0]);
  assert.throws(() => obsVector(adata, "CD19", { layer: "none" }), /a layer 'none' but found the layers 'counts'/);
  assert.throws(() => obsVector(adata.with({ X: null }), "CD19"), (error) => isWeftError(error, "NotFound"));
});

Deno.test("obsVector() reads from raw where there is one that knows the gene, unless told otherwise", () => {
  const raw = new Raw({ X: Dense.fromRows([[10, 1], [20, 2], [30, 3]]), var: new Frame(["CD19", "MS4A1"]) });
  const both = new AnnData({ X, obs: new Frame(["a", "b", "c"]), var: adata.var, raw });
  assert.deepEqual(obsVector(both, "CD19").toArray(), [10, 20, 30]);
  assert.deepEqual(obsVector(both, "MS4A1").toArray(), [1, 2, 3]);
  assert.deepEqual(obsVector(both, "CD19", { useRaw: false }).toArray(), [2, 4, 6]);
  assert.deepEqual(obsVector(both, "CD3E").toArray(), [1, 3, 5], "raw does not know it");
  assert.throws(() => obsVector(both, "CD3E", { useRaw: true }), (error) => isWeftError(error, "NotFound"));
  assert.throws(
    () => obsVector(both, "cd19", { useRaw: true }),
    /2 variables of raw without it\. Did you mean 'CD19'\?/,
  );
  assert.throws(() => obsVector(adata, "CD19", { useRaw: true }), /and 0 variables of raw without it\.$/);
});

Deno.test("obsVector() takes a layer or raw, not both", () => {
  assert.throws(
    () => obsVector(adata, "CD19", { useRaw: true, layer: "counts" }),
    (error) =>
      isWeftError(error, "InvalidArgument") && /a layer or useRaw but found both.*Leave one out/.test(error.message),
  );
  assert.deepEqual(obsVector(adata, "CD19", { useRaw: false }).toArray(), obsVector(adata, "CD19").toArray());
});

Deno.test("obsVector() of several modalities puts values in the order of the whole, missing ones missing", () => {
  const rna = new AnnData({ X: Dense.fromRows([[1], [2]]), obs: new Frame(["a", "b"]), var: new Frame(["CD3E"]) });
  const adt = new AnnData({
    X: Dense.fromRows([[5], [6]]),
    obs: new Frame(["b", "c"], { q: ["u", "v"] }),
    var: new Frame(["CD3"]),
  });
  const tissue = new MuData({ mod: { rna, adt } });
  assert.deepEqual(tissue.obsNames, ["a", "b", "c"]);
  assert.deepEqual(obsVector(tissue, "CD3E").toArray(), [1, 2, NaN]);
  assert.deepEqual(obsVector(tissue, "adt:CD3").toArray(), [NaN, 5, 6]);
  assert.deepEqual(obsVector(tissue, "q").toArray(), [null, "u", "v"]);
});

Deno.test("obsVector() asks which modality is meant when two have the variable", () => {
  const make = (value: number) =>
    new AnnData({ X: Dense.fromRows([[value]]), obs: new Frame(["a"]), var: new Frame(["CD8A"]) });
  const tissue = new MuData({ mod: { rna: make(1), adt: make(2) } });
  assert.throws(
    () => obsVector(tissue, "CD8A"),
    (error) => isWeftError(error, "Ambiguous") && /'rna:CD8A'/.test(error.message),
  );
  assert.deepEqual(obsVector(tissue, "adt:CD8A").toArray(), [2]);
});

Deno.test("obsVector() says what there is when a name is nowhere, and names its like", () => {
  assert.throws(() => obsVector(adata, "cd19"), /columns 'domain', 'CD3E' and 2 variables.*Did you mean 'CD19'\?/);
  assert.throws(() => obsVector(adata, "X_umap:2"), (error) => isWeftError(error, "NotFound"));
  assert.throws(() => obsVector(adata, "table:0"), (error) => isWeftError(error, "NotFound"));
});
