import assert from "node:assert/strict";
import { filterGenes } from "../../src/preprocess/filter_genes.ts";
import { adataOf, assertThrows, elements, numbers, randomCounts, storages } from "./support.ts";

const TINY = [[1, 0, 4, 0], [2, 0, 0, 0], [0, 0, 3, 9]];

Deno.test("filterGenes() keeps variables above 0 in enough observations and notes in how many", () => {
  const kept = filterGenes(adataOf(TINY), { minCells: 2 });
  assert.deepEqual(kept.varNames, ["0", "2"]);
  assert.deepEqual(numbers(kept, "var", "n_cells"), [2, 2]);
  assert(!kept.var.has("n_counts"));
});

Deno.test("filterGenes() counts sums for minCounts and maxCounts, limits included", () => {
  const kept = filterGenes(adataOf(TINY), { minCounts: 3, maxCounts: 7 });
  assert.deepEqual(kept.varNames, ["0", "2"]);
  assert.deepEqual(numbers(kept, "var", "n_counts"), [3, 7]);
});

Deno.test("filterGenes() lets every limit that is given decide", () => {
  assert.deepEqual(filterGenes(adataOf(TINY), { minCells: 1, maxCells: 1 }).varNames, ["3"]);
  assert.deepEqual(filterGenes(adataOf(TINY), { minCells: 1, maxCounts: 5 }).varNames, ["0"]);
});

Deno.test("filterGenes() keeps everything without limits", () => {
  const adata = adataOf(TINY);
  assert.deepEqual(filterGenes(adata).varNames, adata.varNames);
});

Deno.test("filterGenes() may keep nothing", () => {
  const kept = filterGenes(adataOf(TINY), { minCells: 4 });
  assert.equal(kept.nVars, 0);
  assert.equal(kept.nObs, 3);
});

Deno.test("filterGenes() takes layers along and reads the one it is told", () => {
  const adata = adataOf(TINY).with({ layers: { other: adataOf([[0, 5, 0, 0], [0, 5, 0, 0], [0, 5, 1, 0]]).X! } });
  const kept = filterGenes(adata, { minCells: 2, layer: "other" });
  assert.deepEqual(kept.varNames, ["1"]);
  assert.deepEqual(elements(kept.layers.other!), [5, 5, 5]);
});

Deno.test("filterGenes() gives the same for every storage and does not count negative values as shown", () => {
  const counts = randomCounts(1, 30, 20);
  const [first, ...others] = storages(counts).map(([, X]) => filterGenes(adataOf(X), { minCells: 8 }).varNames);
  for (const other of others) assert.deepEqual(other, first);
  assert.equal(filterGenes(adataOf([[-1, 1]]), { minCells: 1 }).nVars, 1);
});

Deno.test("filterGenes() does not change its input", () => {
  const adata = adataOf(TINY);
  filterGenes(adata, { minCells: 2 });
  assert.equal(adata.nVars, 4);
  assert(!adata.var.has("n_cells"));
});

Deno.test("filterGenes() works without observations", () => {
  const empty = adataOf(TINY).subset({ obs: [] as number[] });
  assert.equal(filterGenes(empty, { minCells: 1 }).nVars, 0);
  assert.equal(filterGenes(empty, { minCells: 0 }).nVars, 4);
});

Deno.test("filterGenes() refuses limits that are no numbers, that cross, and unknown layers", () => {
  const adata = adataOf(TINY);
  assertThrows(() => filterGenes(adata, { minCells: -1 }), "InvalidArgument", /minCells to be a finite number ≥ 0/);
  assertThrows(() => filterGenes(adata, { minCells: NaN }), "InvalidArgument", /minCells/);
  assertThrows(
    () => filterGenes(adata, { minCells: 5, maxCells: 2 }),
    "InvalidArgument",
    /minCells to be at most maxCells/,
  );
  assertThrows(() => filterGenes(adata, { minCells: 1, layer: "counts" }), "NotFound", /a layer 'counts'.*no layers/);
});
