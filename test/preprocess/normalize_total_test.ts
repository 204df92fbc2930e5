import assert from "node:assert/strict";
import { Dense } from "../../src/data/dense.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../src/preprocess/normalize_total.ts";
import { adataOf, assertClose, assertThrows, elements, numbers, randomCounts, storages } from "./support.ts";

const TINY = [[1, 3, 0], [0, 0, 0], [2, 2, 4]];
const sums = (values: number[], nCols: number) =>
  Array.from(
    { length: values.length / nCols },
    (_, i) => values.slice(i * nCols, (i + 1) * nCols).reduce((a, b) => a + b),
  );

Deno.test("normalizeTotal() scales every observation to the target", () => {
  const X = elements(normalizeTotal(adataOf(TINY), { targetSum: 100 }).X);
  assert.deepEqual(X, [25, 75, 0, 0, 0, 0, 25, 25, 50]);
});

Deno.test("normalizeTotal() takes the median of the sums that are not 0 when no target is given", () => {
  assert.deepEqual(sums(elements(normalizeTotal(adataOf(TINY)).X), 3), [6, 0, 6]);
});

Deno.test("normalizeTotal() gives rows of random counts the target, in every storage, without touching zeros", () => {
  for (let seed = 0; seed < 5; seed++) {
    const counts = randomCounts(seed, 12 + seed, 7 + seed);
    for (const [name, X] of storages(counts)) {
      const normalized = normalizeTotal(adataOf(X), { targetSum: 1e4 }).X!;
      const rows = sums(counts.toRows().flat(), counts.nCols).map((sum) => sum === 0 ? 0 : 1e4);
      assertClose(sums(elements(normalized), counts.nCols), rows, 1e-12, name);
      assert.deepEqual(elements(normalized).map(Math.sign), counts.toRows().flat().map(Math.sign));
    }
  }
});

Deno.test("normalizeTotal() keeps sparse sparse, and gives float32 for everything but float64", () => {
  const [, [, csr]] = storages(randomCounts(3, 5, 4, "int32"));
  assert.equal(normalizeTotal(adataOf(csr)).X!.kind, "csr");
  assert.equal(normalizeTotal(adataOf(csr)).X!.dtype, "float32");
  assert.equal(normalizeTotal(adataOf(randomCounts(3, 5, 4, "int64"))).X!.dtype, "float32");
  assert.equal(normalizeTotal(adataOf(TINY)).X!.dtype, "float64");
});

Deno.test("normalizeTotal() keeps counts in a layer, sharing their memory, unless one is there or X is not counts", () => {
  const adata = adataOf(TINY);
  const normalized = normalizeTotal(adata, { targetSum: 10 });
  assert.equal(normalized.layers.counts, adata.X);
  assert.equal(normalizeTotal(normalized, { targetSum: 7 }).layers.counts, adata.X);
  assert(!("counts" in normalizeTotal(adataOf([[0.5, 1]])).layers));
});

Deno.test("normalizeTotal() leaves dominating variables out of the sums, not out of the result", () => {
  const adata = normalizeTotal(adataOf([[90, 5, 5], [10, 20, 20]]), {
    targetSum: 10,
    excludeHighlyExpressed: true,
    maxFraction: 0.5,
    keyAdded: "factor",
  });
  assert.deepEqual(elements(adata.X), [90, 5, 5, 2.5, 5, 5]);
  assert.deepEqual(numbers(adata, "obs", "factor"), [1, 4]);
});

Deno.test("normalizeTotal() takes the median over all observations when dominating variables are left out", () => {
  const adata = normalizeTotal(adataOf([[9, 1, 0], [1, 1, 2], [9, 0, 0], [1, 3, 3]]), {
    excludeHighlyExpressed: true,
    maxFraction: 0.6,
    keyAdded: "factor",
  });
  assert.deepEqual(numbers(adata, "obs", "factor"), [1, 3, 0, 6].map((sum) => sum / 2));
});

Deno.test("normalizeTotal() notes the divisor under keyAdded, 0 for an empty observation", () => {
  assert.deepEqual(numbers(normalizeTotal(adataOf(TINY), { targetSum: 2, keyAdded: "f" }), "obs", "f"), [2, 0, 4]);
});

Deno.test("normalizeTotal() starts from a layer when told, puts the result into X and forgets the old logarithm", () => {
  const counts = Dense.fromRows([[1, 1]], "float64");
  const adata = adataOf([[9, 9]]).with({ layers: { counts }, uns: { log1p: { base: null } } });
  const normalized = normalizeTotal(adata, { layer: "counts", targetSum: 1 });
  assert.deepEqual(elements(normalized.X), [0.5, 0.5]);
  assert.equal(normalized.layers.counts, counts);
  assert(!("log1p" in normalized.uns));
  assert("log1p" in normalizeTotal(adata, { targetSum: 1, allowLogged: true }).uns);
});

Deno.test("normalizeTotal() works on no and on one observation", () => {
  assert.equal(normalizeTotal(adataOf(TINY).subset({ obs: [] as number[] })).nObs, 0);
  assert.deepEqual(elements(normalizeTotal(adataOf([[2, 6]])).X), [2, 6]);
  assert.deepEqual(elements(normalizeTotal(adataOf([[0, 0]])).X), [0, 0]);
});

Deno.test("normalizeTotal() does not change its input", () => {
  const adata = adataOf(TINY);
  normalizeTotal(adata, { targetSum: 100, keyAdded: "f" });
  assert.deepEqual(elements(adata.X), TINY.flat());
  assert.deepEqual(Object.keys(adata.layers), []);
  assert(!adata.obs.has("f"));
});

Deno.test("normalizeTotal() refuses negative values, NaN, infinity and a target that is not above 0", () => {
  assertThrows(
    () => normalizeTotal(adataOf([[1, -2]])),
    "BadValues",
    /≥ 0 for normalizeTotal\(\) but found -2 in X.*centring/,
  );
  assertThrows(() => normalizeTotal(adataOf([[1, NaN]])), "BadValues", /NaN in X/);
  assertThrows(() => normalizeTotal(adataOf([[1, Infinity]])), "BadValues", /Infinity in X/);
  assertThrows(() => normalizeTotal(adataOf(TINY), { targetSum: 0 }), "InvalidArgument", /targetSum/);
  assertThrows(() => normalizeTotal(adataOf(TINY), { maxFraction: 2 }), "InvalidArgument", /maxFraction/);
  assertThrows(() => normalizeTotal(adataOf(TINY), { layer: "raw" }), "NotFound", /'raw'/);
});

Deno.test("normalizeTotal() refuses to divide by a median of 0", () => {
  const all = { excludeHighlyExpressed: true, maxFraction: 0 };
  assertThrows(
    () => normalizeTotal(adataOf(TINY), all),
    "BadValues",
    /median of 0.*Raise maxFraction or give targetSum/,
  );
});

Deno.test("normalizeTotal() refuses logged values, unless told to or given another layer", () => {
  const logged = log1p(adataOf([[1, 3]]));
  assertThrows(
    () => normalizeTotal(logged),
    "BadValues",
    /not logged for normalizeTotal\(\) but found uns\["log1p"\].*layer: "counts".*allowLogged: true/,
  );
  assertClose(elements(normalizeTotal(logged, { targetSum: 1, allowLogged: true }).X), [1 / 3, 2 / 3], 1e-6);
  const again = normalizeTotal(logged, { targetSum: 8, layer: "counts" });
  assert.deepEqual(elements(again.X), [2, 6]);
  assert(!("log1p" in again.uns));
});
