import assert from "node:assert/strict";
import type { Matrix } from "../../src/data/matrix.ts";
import { filterCells } from "../../src/preprocess/filter_cells.ts";
import { adataOf, assertThrows, elements, numbers, randomCounts, storages } from "./support.ts";

const TINY = [[1, 0, 4], [0, 0, 0], [2, 3, 3], [0, 9, 0]];

Deno.test("filterCells() keeps observations with enough variables above 0 and notes how many", () => {
  const kept = filterCells(adataOf(TINY), { minGenes: 1 });
  assert.deepEqual(kept.obsNames, ["0", "2", "3"]);
  assert.deepEqual(numbers(kept, "obs", "n_genes"), [2, 3, 1]);
  assert(!kept.obs.has("n_counts"));
});

Deno.test("filterCells() bounds sums, limits included", () => {
  const kept = filterCells(adataOf(TINY), { minCounts: 5, maxCounts: 8 });
  assert.deepEqual(kept.obsNames, ["0", "2"]);
  assert.deepEqual(numbers(kept, "obs", "n_counts"), [5, 8]);
});

Deno.test("filterCells() combines limits on variables and on sums", () => {
  assert.deepEqual(filterCells(adataOf(TINY), { maxGenes: 2, minCounts: 6 }).obsNames, ["3"]);
  assert.deepEqual(filterCells(adataOf(TINY), { minGenes: 1, maxGenes: 1 }).obsNames, ["3"]);
});

Deno.test("filterCells() keeps everything without limits, and may keep nothing", () => {
  assert.equal(filterCells(adataOf(TINY)).nObs, 4);
  const none = filterCells(adataOf(TINY), { minGenes: 9 });
  assert.equal(none.nObs, 0);
  assert.equal(none.nVars, 3);
});

Deno.test("filterCells() takes coordinates along", () => {
  const spatial = adataOf([[0, 0], [1, 1], [2, 2], [3, 3]]).X!;
  const kept = filterCells(adataOf(TINY).with({ obsm: { spatial } }), { minGenes: 2 });
  assert.deepEqual(elements(kept.obsm.spatial as Matrix), [0, 0, 2, 2]);
});

Deno.test("filterCells() gives the same for every storage", () => {
  const counts = randomCounts(2, 25, 15);
  const [first, ...others] = storages(counts).map(([, X]) => filterCells(adataOf(X), { minGenes: 6 }).obsNames);
  for (const other of others) assert.deepEqual(other, first);
});

Deno.test("filterCells() does not change its input", () => {
  const adata = adataOf(TINY);
  filterCells(adata, { minCounts: 1 });
  assert.equal(adata.nObs, 4);
  assert(!adata.obs.has("n_counts"));
});

Deno.test("filterCells() refuses limits that cross and objects without a matrix", () => {
  assertThrows(
    () => filterCells(adataOf(TINY), { minCounts: 9, maxCounts: 1 }),
    "InvalidArgument",
    /at most maxCounts/,
  );
  assertThrows(() => filterCells(adataOf(TINY).with({ X: null }), { minGenes: 1 }), "NotFound", /matrix X.*layer/);
});
