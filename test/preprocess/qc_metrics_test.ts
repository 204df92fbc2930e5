import assert from "node:assert/strict";
import { log1p } from "../../src/preprocess/log1p.ts";
import { qcMetrics } from "../../src/preprocess/qc_metrics.ts";
import { adataOf, assertClose, assertThrows, elements, numbers, randomCounts, storages } from "./support.ts";

const TINY = [[3, 0, 1, 6], [0, 0, 2, 0], [0, 0, 0, 0]];

Deno.test("qcMetrics() counts and sums over variables and observations", () => {
  const adata = qcMetrics(adataOf(TINY), { percentTop: [] });
  assert.deepEqual(numbers(adata, "obs", "n_genes_by_counts"), [3, 1, 0]);
  assert.deepEqual(numbers(adata, "obs", "total_counts"), [10, 2, 0]);
  assertClose(numbers(adata, "obs", "log1p_total_counts"), [10, 2, 0].map(Math.log1p));
  assert.deepEqual(numbers(adata, "var", "n_cells_by_counts"), [1, 0, 2, 1]);
  assert.deepEqual(numbers(adata, "var", "mean_counts"), [1, 0, 1, 2]);
  assertClose(numbers(adata, "var", "pct_dropout_by_counts"), [200 / 3, 100, 100 / 3, 200 / 3]);
  assert.deepEqual(numbers(adata, "var", "total_counts"), [3, 0, 3, 6]);
});

Deno.test("qcMetrics() gives the share of the largest values, NaN for an empty observation", () => {
  const adata = qcMetrics(adataOf(TINY), { percentTop: [2, 1] });
  assertClose(numbers(adata, "obs", "pct_counts_in_top_1_genes"), [60, 100, NaN]);
  assertClose(numbers(adata, "obs", "pct_counts_in_top_2_genes"), [90, 100, NaN]);
});

Deno.test("qcMetrics() follows groups of variables", () => {
  const adata = qcMetrics(adataOf(TINY).with({ var: { mt: [true, false, true, false] } }), {
    qcVars: ["mt"],
    percentTop: [],
  });
  assert.deepEqual(numbers(adata, "obs", "total_counts_mt"), [4, 2, 0]);
  assertClose(numbers(adata, "obs", "pct_counts_mt"), [40, 100, NaN]);
  assertClose(numbers(adata, "obs", "log1p_total_counts_mt"), [4, 2, 0].map(Math.log1p));
});

Deno.test("qcMetrics() takes the default tops as far as there are variables", () => {
  const names = qcMetrics(adataOf(randomCounts(1, 4, 120))).obs.columnNames.filter((name) => name.startsWith("pct"));
  assert.deepEqual(names, ["pct_counts_in_top_50_genes", "pct_counts_in_top_100_genes"]);
});

Deno.test("qcMetrics() gives the same for every storage", () => {
  const results = storages(randomCounts(2, 20, 60)).map(([, X]) => qcMetrics(adataOf(X)));
  for (const other of results.slice(1)) {
    for (const name of other.obs.columnNames) {
      assertClose(numbers(other, "obs", name), numbers(results[0]!, "obs", name), 1e-12, name);
    }
    for (const name of other.var.columnNames) {
      assertClose(numbers(other, "var", name), numbers(results[0]!, "var", name), 1e-12, name);
    }
  }
});

Deno.test("qcMetrics() reads the counts behind logged data, and refuses logged data without them", () => {
  const adata = log1p(adataOf(TINY));
  assert.deepEqual(numbers(qcMetrics(adata), "obs", "total_counts"), [10, 2, 0]);
  assertThrows(() => qcMetrics(adata, { layer: "X" }), "BadValues", /counts .* for qcMetrics\(\)/);
});

Deno.test("qcMetrics() refuses groups that are no masks, unknown groups and tops beyond the variables", () => {
  const adata = adataOf(TINY).with({ var: { mt: [1, 0, 1, 0] } });
  assertThrows(
    () => qcMetrics(adata, { qcVars: ["mt"] }),
    "BadValues",
    /var\['mt'\] to hold true and false but found a numeric/,
  );
  assertThrows(() => qcMetrics(adata, { qcVars: ["ribo"] }), "NotFound", /'ribo'/);
  assertThrows(() => qcMetrics(adata, { percentTop: [5] }), "InvalidArgument", /percentTop\[0\] .* from 1 to 4/);
});

Deno.test("qcMetrics() does not change its input", () => {
  const adata = adataOf(TINY);
  qcMetrics(adata);
  assert.deepEqual(elements(adata.X), TINY.flat());
  assert.deepEqual(adata.obs.columnNames, []);
});
