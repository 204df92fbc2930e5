import assert from "node:assert/strict";
import { countsLayer, countsOf, isCounts, keptCounts } from "../../src/preprocess/counts.ts";
import { adataOf, assertThrows, randomCounts, storages } from "./support.ts";

Deno.test("countsLayer() prefers what is named, then layers['counts'], then X", () => {
  const plain = adataOf([[1]]);
  const layered = plain.with({ layers: { counts: plain.X! } });
  assert.equal(countsLayer(plain, undefined), "X");
  assert.equal(countsLayer(layered, undefined), "counts");
  assert.equal(countsLayer(layered, "X"), "X");
});

Deno.test("countsOf() gives rows of numbers, also from 64-bit integers and columns", () => {
  const counts = randomCounts(1, 6, 4);
  for (const [, X] of storages(counts)) assert.notEqual(countsOf(adataOf(X), "test", {}).kind as string, "csc");
  const big = countsOf(adataOf(counts.astype("int64")), "test", {});
  assert.deepEqual(Array.from(big.data), counts.toRows().flat());
});

Deno.test("countsOf() names the place, the value and the way out", () => {
  const adata = adataOf([[1]]).with({ layers: { counts: adataOf([[1.5]]).X! } });
  assertThrows(
    () => countsOf(adata, "test()", {}),
    "BadValues",
    /for test\(\) but found 1\.5 in layers\["counts"\]\. Name the layer/,
  );
  assert.equal(countsOf(adata, "test", { layer: "X" }).data[0], 1);
  assert.equal(countsOf(adata, "test", { allowNonCounts: true }).data[0], 1.5);
});

Deno.test("isCounts() is true for whole numbers of any dtype, false for fractions, negatives, NaN and infinity", () => {
  assert(isCounts(adataOf([[0, 3]]).X!));
  assert(isCounts(randomCounts(2, 3, 3, "int64")));
  assert(isCounts(adataOf([[]]).X!));
  for (const wrong of [0.5, -1, NaN, Infinity]) assert(!isCounts(adataOf([[1, wrong]]).X!), `${wrong}`);
});

Deno.test("keptCounts() keeps X when it is counts and none are kept", () => {
  const adata = adataOf([[1, 2]]);
  assert.deepEqual(keptCounts(adata), { counts: adata.X });
  assert.deepEqual(keptCounts(adata.with({ layers: { counts: adata.X! } })), {});
  assert.deepEqual(keptCounts(adataOf([[0.1]])), {});
  assert.deepEqual(keptCounts(adata.with({ X: null })), {});
});
