import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import type { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { highlyVariableGenes, type HvgFlavor } from "../../src/preprocess/highly_variable_genes.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../src/preprocess/normalize_total.ts";
import { adataOf, assertClose, assertThrows, numbers, randomCounts, storages } from "./support.ts";

const FLAVORS: HvgFlavor[] = ["seurat", "cell_ranger", "seurat_v3", "seurat_v3_paper"];

/** 120 × 80 counts in which the first ten variables differ between two halves of the observations. */
function planted(seed = 1): AnnData {
  const rng = new Rng(seed);
  const means = Array.from({ length: 80 }, () => Math.exp(0.6 * rng.normal() + 1));
  const rows = Array.from(
    { length: 120 },
    (_, i) => means.map((mean, j) => rng.poisson(j < 10 ? (i < 60 ? 0.1 : 1.9) * mean : mean)),
  );
  return adataOf(Dense.fromRows(rows, "float64"));
}

const logged = (adata: AnnData) => log1p(normalizeTotal(adata, { targetSum: 1e3 }));
const readyFor = (flavor: HvgFlavor, adata: AnnData) => flavor.startsWith("seurat_v3") ? adata : logged(adata);
const chosen = (adata: AnnData) =>
  adata.var.column("highly_variable").toArray().flatMap((value, j) => value === true ? [j] : []);

Deno.test("highlyVariableGenes() finds planted variables with every flavor", () => {
  for (const flavor of FLAVORS) {
    const found = chosen(highlyVariableGenes(readyFor(flavor, planted()), { flavor, nTopGenes: 10 }));
    assert.equal(found.length, 10, flavor);
    assert(found.filter((j) => j < 10).length >= 5, `${flavor} chose ${found}`);
  }
});

Deno.test("highlyVariableGenes() gives the same for every storage", () => {
  const counts = randomCounts(2, 50, 40);
  for (const flavor of ["seurat_v3", "seurat"] as const) {
    const results = storages(counts).map(([, X]) =>
      highlyVariableGenes(readyFor(flavor, adataOf(X)), { flavor, nTopGenes: 7 })
    );
    for (const other of results.slice(1)) {
      const column = flavor === "seurat" ? "dispersions_norm" : "variances_norm";
      assertClose(numbers(other, "var", column), numbers(results[0]!, "var", column), 1e-10);
      assert.deepEqual(chosen(other), chosen(results[0]!));
    }
  }
});

Deno.test("highlyVariableGenes() writes scanpy's columns and notes the flavor", () => {
  const v3 = highlyVariableGenes(planted(), { flavor: "seurat_v3", nTopGenes: 5 });
  assert.deepEqual(v3.var.columnNames.toSorted(), [
    "highly_variable",
    "highly_variable_rank",
    "means",
    "variances",
    "variances_norm",
  ]);
  assert.deepEqual(v3.uns.hvg, { flavor: "seurat_v3" });
  const seurat = highlyVariableGenes(logged(planted()), { nTopGenes: 5 });
  assert.deepEqual(seurat.var.columnNames.toSorted(), ["dispersions", "dispersions_norm", "highly_variable", "means"]);
  assert.deepEqual(seurat.uns.hvg, { flavor: "seurat" });
});

Deno.test("highlyVariableGenes() ranks the chosen from 0 and leaves the others without rank", () => {
  const adata = highlyVariableGenes(planted(), { flavor: "seurat_v3", nTopGenes: 6 });
  const ranks = numbers(adata, "var", "highly_variable_rank");
  const norm = numbers(adata, "var", "variances_norm");
  const order = chosen(adata).sort((a, b) => ranks[a]! - ranks[b]!);
  assert.deepEqual(order.map((j) => ranks[j]), [0, 1, 2, 3, 4, 5]);
  for (let k = 1; k < order.length; k++) assert(norm[order[k - 1]!]! >= norm[order[k]!]!);
  assert.equal(ranks.filter(Number.isNaN).length, 74);
});

Deno.test("highlyVariableGenes() reads layers['counts'] for the v3 flavors, X for the others", () => {
  const adata = logged(planted());
  const fromLayer = highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 5 });
  assert.deepEqual(chosen(fromLayer), chosen(highlyVariableGenes(planted(), { flavor: "seurat_v3", nTopGenes: 5 })));
  assertThrows(
    () => highlyVariableGenes(adata, { flavor: "seurat_v3", layer: "X" }),
    "BadValues",
    /counts .* for highlyVariableGenes\(flavor: 'seurat_v3'\).*log1p\(\) has already transformed.*allowNonCounts/,
  );
  const forced = highlyVariableGenes(adata, { flavor: "seurat_v3", layer: "X", allowNonCounts: true, nTopGenes: 5 });
  assert.equal(chosen(forced).length, 5);
});

Deno.test("highlyVariableGenes() refuses counts where logged values are needed", () => {
  for (const flavor of ["seurat", "cell_ranger"] as const) {
    assertThrows(
      () => highlyVariableGenes(planted(), { flavor }),
      "BadValues",
      /logged values.*found counts.*log1p\(\) first/,
    );
    assertThrows(
      () => highlyVariableGenes(adataOf([[0.5, NaN], [1.5, 2]]), { flavor }),
      "BadValues",
      /finite values for highlyVariableGenes\(flavor: '\w+'\) but found NaN/,
    );
  }
});

Deno.test("highlyVariableGenes() uses cutoffs without nTopGenes", () => {
  const adata = highlyVariableGenes(logged(planted()), { minMean: 1, maxMean: 3, minDisp: 0.2 });
  const means = numbers(adata, "var", "means");
  const dispersions = numbers(adata, "var", "dispersions_norm");
  const want = means.flatMap((mean, j) => mean > 1 && mean < 3 && dispersions[j]! > 0.2 ? [j] : []);
  assert.deepEqual(chosen(adata), want);
  assert(want.length > 0);
  const narrow = highlyVariableGenes(logged(planted()), { maxDisp: 0.6 });
  assert(numbers(narrow, "var", "dispersions_norm").every((d, j) => !chosen(narrow).includes(j) || d < 0.6));
});

Deno.test("highlyVariableGenes() knows the base of the logarithm", () => {
  const natural = highlyVariableGenes(logged(planted()), { nTopGenes: 5 });
  const binary = highlyVariableGenes(log1p(normalizeTotal(planted(), { targetSum: 1e3 }), { base: 2 }), {
    nTopGenes: 5,
  });
  assertClose(numbers(binary, "var", "dispersions"), numbers(natural, "var", "dispersions"), 1e-9);
});

Deno.test("highlyVariableGenes() combines batches and says in how many a variable was chosen", () => {
  const batch = Array.from({ length: 120 }, (_, i) => i % 3 === 0 ? "a" : "b");
  for (const flavor of FLAVORS) {
    const adata = readyFor(flavor, planted()).with({ obs: { batch } });
    const found = highlyVariableGenes(adata, { flavor, nTopGenes: 10, batchKey: "batch" });
    const inBatches = numbers(found, "var", "highly_variable_nbatches");
    assert(inBatches.every((n) => n >= 0 && n <= 2), flavor);
    assert.equal(chosen(found).length, 10, flavor);
    assert(chosen(found).filter((j) => j < 10).length >= 5, flavor);
    assert.equal(found.var.has("highly_variable_intersection"), !flavor.startsWith("seurat_v3"));
  }
});

Deno.test("highlyVariableGenes() of one batch equals no batches for the v3 flavors", () => {
  const adata = planted().with({ obs: { batch: Array(120).fill("only") } });
  const batched = highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 9, batchKey: "batch" });
  const plain = highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 9 });
  assert.deepEqual(chosen(batched), chosen(plain));
  assertClose(numbers(batched, "var", "variances_norm"), numbers(plain, "var", "variances_norm"));
});

Deno.test("highlyVariableGenes() keeps only the chosen with subset", () => {
  const adata = highlyVariableGenes(planted(), { flavor: "seurat_v3", nTopGenes: 4, subset: true });
  assert.equal(adata.nVars, 4);
  assert(adata.var.column("highly_variable").toArray().every((value) => value === true));
});

Deno.test("highlyVariableGenes() chooses all when asked for more than there are", () => {
  for (const flavor of ["seurat_v3", "seurat_v3_paper"] as const) {
    assert.equal(chosen(highlyVariableGenes(planted(), { flavor, nTopGenes: 3000 })).length, 80);
  }
  assert.equal(chosen(highlyVariableGenes(planted(), { flavor: "seurat_v3" })).length, 80);
});

Deno.test("highlyVariableGenes() copes with constant and empty variables, very sparse and very small data", () => {
  const rows = randomCounts(3, 40, 30).toRows().map((row) => row.map((x, j) => j === 0 ? 0 : j === 1 ? 7 : x));
  for (const flavor of FLAVORS) {
    const adata = highlyVariableGenes(readyFor(flavor, adataOf(rows)), { flavor, nTopGenes: 5 });
    assert(!chosen(adata).includes(0), flavor);
  }
  const sparse = adataOf(rows.map((row, i) => row.map((_, j) => (i * 31 + j * 7) % 97 === 0 ? 1 : 0)));
  for (const flavor of FLAVORS) highlyVariableGenes(readyFor(flavor, sparse), { flavor, nTopGenes: 5 });
  const tiny = highlyVariableGenes(adataOf([[1, 2]]), { flavor: "seurat_v3", nTopGenes: 1 });
  assert.equal(chosen(tiny).length, 1);
  assert(numbers(tiny, "var", "variances_norm").every(Number.isFinite));
});

Deno.test("highlyVariableGenes() refuses no observations, unknown flavors, columns and sizes", () => {
  const adata = planted();
  const none = adata.subset({ obs: [] as number[] });
  assertThrows(() => highlyVariableGenes(none, { flavor: "seurat_v3" }), "TooSmall", /observations .* none in obs/);
  assertThrows(() => highlyVariableGenes(adata, { flavor: "vst" as never }), "InvalidArgument", /flavor to be one of/);
  assertThrows(() => highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 0 }), "InvalidArgument", /nTopGenes/);
  assertThrows(() => highlyVariableGenes(adata, { flavor: "seurat_v3", span: 0 }), "InvalidArgument", /span/);
  assertThrows(() => highlyVariableGenes(adata, { flavor: "seurat_v3", batchKey: "lane" }), "NotFound", /'lane'/);
  const holes = adata.with({ obs: { batch: Array.from({ length: 120 }, (_, i) => i === 3 ? null : "a") } });
  assertThrows(
    () => highlyVariableGenes(holes, { flavor: "seurat_v3", batchKey: "batch" }),
    "BadValues",
    /a batch for every observation but found none for '3' in obs\['batch'\]/,
  );
});

Deno.test("highlyVariableGenes() does not change its input", () => {
  const adata = planted();
  highlyVariableGenes(adata, { flavor: "seurat_v3", nTopGenes: 5, subset: true });
  assert.equal(adata.nVars, 80);
  assert.deepEqual(adata.var.columnNames, []);
});
