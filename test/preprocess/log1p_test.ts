import assert from "node:assert/strict";
import { log1p } from "../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../src/preprocess/normalize_total.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts, storages } from "./support.ts";

Deno.test("log1p() takes ln(1 + x) of every value in every storage", () => {
  const counts = randomCounts(4, 9, 6);
  const want = counts.toRows().flat().map(Math.log1p);
  for (const [name, X] of storages(counts)) assertClose(elements(log1p(adataOf(X)).X), want, 0, name);
});

Deno.test("log1p() takes another base when told and notes it, null for natural", () => {
  const adata = log1p(adataOf([[0, 1, 9]]), { base: 10 });
  assertClose(elements(adata.X), [0, Math.log10(2), 1], 1e-15);
  assert.deepEqual(adata.uns.log1p, { base: 10 });
  assert.deepEqual(log1p(adataOf([[1]])).uns.log1p, { base: null });
});

Deno.test("log1p() keeps sparse sparse and gives float32 for integers", () => {
  const [, [, csr]] = storages(randomCounts(4, 5, 4, "int32"));
  const { X } = log1p(adataOf(csr));
  assert.equal(X!.kind, "csr");
  assert.equal(X!.dtype, "float32");
});

Deno.test("log1p() keeps counts in a layer, and nothing when X is not counts", () => {
  const adata = adataOf([[1, 2]]);
  assert.equal(log1p(adata).layers.counts, adata.X);
  const normalized = normalizeTotal(adata);
  assert.equal(log1p(normalized).layers.counts, adata.X);
  assert.deepEqual(Object.keys(log1p(adataOf([[0.5]])).layers), []);
});

Deno.test("log1p() refuses to log twice, unless told to or given another layer", () => {
  const once = log1p(adataOf([[1, 3]]));
  assertThrows(() => log1p(once), "BadValues", /not logged yet.*uns\["log1p"\].*layer: "counts".*allowLogged: true/);
  assertClose(elements(log1p(once, { allowLogged: true }).X), [1, 3].map((x) => Math.log1p(Math.log1p(x))));
  assert.deepEqual(elements(log1p(once, { layer: "counts" }).X), elements(once.X));
});

Deno.test("log1p() accepts small negative values and refuses −1, less, and NaN", () => {
  assertClose(elements(log1p(adataOf([[-0.5]])).X), [Math.log(0.5)]);
  assertThrows(() => log1p(adataOf([[-1]])), "BadValues", /above −1 for log1p\(\) but found -1 in X.*before scaling/);
  for (const bad of [NaN, Infinity]) {
    assertThrows(() => log1p(adataOf([[bad]])), "BadValues", new RegExp(`${bad} in X. Remove or fill`));
  }
});

Deno.test("log1p() refuses a base that is no base", () => {
  assertThrows(() => log1p(adataOf([[1]]), { base: 0 }), "InvalidArgument", /base/);
  assertThrows(() => log1p(adataOf([[1]]), { base: 1 }), "InvalidArgument", /base to differ from 1/);
});

Deno.test("log1p() does not change its input and works on nothing", () => {
  const adata = adataOf([[1, 2]]);
  log1p(adata);
  assert.deepEqual(elements(adata.X), [1, 2]);
  assert.deepEqual(Object.keys(adata.uns), []);
  assert.equal(log1p(adata.subset({ obs: [] as number[] })).nObs, 0);
});
