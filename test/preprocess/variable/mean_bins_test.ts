import assert from "node:assert/strict";
import { meanBins } from "../../../src/preprocess/variable/mean_bins.ts";

const bins = (means: number[], flavor: "seurat" | "cell_ranger", nBins = 4) => [
  ...meanBins(Float64Array.from(means), flavor, nBins),
];

Deno.test("meanBins() cuts equal widths for seurat, upper edges included", () => {
  assert.deepEqual(bins([0, 1, 1.5, 2, 3, 4], "seurat"), [0, 0, 1, 1, 2, 3]);
});

Deno.test("meanBins() puts equal means into one bin", () => {
  for (const value of [0, 2, -3]) assert.equal(new Set(bins([value, value, value], "seurat")).size, 1);
  assert.equal(new Set(bins([2, 2, 2], "cell_ranger")).size, 1);
});

Deno.test("meanBins() cuts percentiles for cell_ranger, and joins bins whose edges coincide", () => {
  const means = Array.from({ length: 101 }, (_, i) => i);
  const found = bins(means, "cell_ranger");
  assert.equal(found[10], 0);
  assert.equal(found[11], 1);
  assert.equal(found[15], 1);
  assert.equal(found[100], 18);
  assert.equal(new Set(found).size, 19);
  const tied = bins([...Array(90).fill(1), ...Array.from({ length: 10 }, (_, i) => 2 + i)], "cell_ranger");
  assert.equal(new Set(tied.slice(0, 90)).size, 1);
});

Deno.test("meanBins() of nothing is nothing", () => {
  assert.deepEqual(bins([], "seurat"), []);
});
