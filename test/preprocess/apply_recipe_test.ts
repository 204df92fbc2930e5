import assert from "node:assert/strict";
import type { Progress } from "../../src/core/progress.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import type { Dense } from "../../src/data/dense.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { applyRecipe } from "../../src/preprocess/apply_recipe.ts";
import { clr } from "../../src/preprocess/clr.ts";
import { filterGenes } from "../../src/preprocess/filter_genes.ts";
import { highlyVariableGenes } from "../../src/preprocess/highly_variable_genes.ts";
import { log1p } from "../../src/preprocess/log1p.ts";
import { normalizeTotal } from "../../src/preprocess/normalize_total.ts";
import { pca } from "../../src/preprocess/pca.ts";
import { scale } from "../../src/preprocess/scale.ts";
import { adataOf, assertClose, assertThrows, elements, randomCounts } from "./support.ts";

const RNA: Recipe = [
  { verb: "filterGenes", options: { minCells: 3 } },
  { verb: "highlyVariableGenes", options: { nTopGenes: 20, flavor: "seurat_v3" } },
  { verb: "normalizeTotal", options: { targetSum: 1e4 } },
  { verb: "log1p" },
  { verb: "scale" },
  { verb: "pca", options: { nComps: 5 } },
];
const PROTEIN: Recipe = [{ verb: "clr" }, { verb: "scale" }, { verb: "pca", options: { nComps: 30 } }];
const PEAKS: Recipe = [
  { verb: "tfidf" },
  { verb: "normalizeTotal", options: { targetSum: 1e4 } },
  { verb: "log1p" },
  { verb: "pca", options: { nComps: 6 } },
];

const counts = () => adataOf(randomCounts(1, 40, 50));
const scores = (adata: ReturnType<typeof counts>) => elements(adata.obsm.X_pca as Matrix);

Deno.test("applyRecipe() does what the verbs do one after the other", () => {
  const start = counts();
  const filtered = filterGenes(start, { minCells: 3 });
  const marked = highlyVariableGenes(filtered, { nTopGenes: 20, flavor: "seurat_v3" });
  const byHand = pca(scale(log1p(normalizeTotal(marked, { targetSum: 1e4 }))), { nComps: 5 });
  const byRecipe = applyRecipe(start, RNA);
  assert.deepEqual(scores(byRecipe), scores(byHand));
  assert.deepEqual(elements(byRecipe.X), elements(byHand.X));
});

Deno.test("applyRecipe() starts from layers['counts'] by default, whatever X holds", () => {
  const logged = log1p(counts());
  for (const recipe of [RNA, PROTEIN, PEAKS]) {
    assert.deepEqual(scores(applyRecipe(logged, recipe)), scores(applyRecipe(counts(), recipe)));
  }
});

Deno.test("applyRecipe() runs on X as it is when told, as pipelines do that log twice", () => {
  const logged = log1p(counts());
  const rna = applyRecipe(logged, RNA, { input: "X" });
  const marked = highlyVariableGenes(filterGenes(logged, { minCells: 3 }), {
    nTopGenes: 20,
    flavor: "seurat_v3",
    layer: "X",
    allowNonCounts: true,
  });
  const twice = log1p(normalizeTotal(marked, { targetSum: 1e4, allowLogged: true }), { allowLogged: true });
  assert.deepEqual(scores(rna), scores(pca(scale(twice), { nComps: 5 })));
  const protein = applyRecipe(logged, [{ verb: "clr" }], { input: "X" });
  assert.deepEqual(elements(protein.X), elements(clr(logged, { layer: "X", allowNonCounts: true }).X));
});

Deno.test("applyRecipe() keeps counts reachable", () => {
  const start = counts();
  for (const recipe of [PROTEIN, PEAKS]) assert.equal(applyRecipe(start, recipe).layers.counts, start.X);
  assert.equal(applyRecipe(start, RNA).layers.counts!.nRows, 40);
});

Deno.test("applyRecipe() lowers the number of components to what there can be", () => {
  const panel = adataOf(randomCounts(2, 40, 9));
  assert.equal((applyRecipe(panel, PROTEIN).obsm.X_pca as Dense).nCols, 8);
  const few = counts().subset({ obs: { end: 4 } });
  assert.equal((applyRecipe(few, PROTEIN).obsm.X_pca as Dense).nCols, 3);
  assertThrows(
    () => applyRecipe(panel.subset({ var: [0] }), PROTEIN),
    "TooSmall",
    /two observations and two variables/,
  );
});

Deno.test("applyRecipe() hands its seed to steps that draw, a step's own seed goes first", () => {
  const step = (seed?: number): Recipe => [
    { verb: "pca", options: { nComps: 2, solver: "randomized", ...(seed !== undefined && { seed }) } },
  ];
  const adata = counts();
  assert.deepEqual(scores(applyRecipe(adata, step(), { seed: 3 })), scores(applyRecipe(adata, step(3))));
  assert.deepEqual(scores(applyRecipe(adata, step(3), { seed: 4 })), scores(applyRecipe(adata, step(3))));
});

Deno.test("applyRecipe() without steps gives the object with its counts kept", () => {
  const start = counts();
  const same = applyRecipe(start, []);
  assert.equal(same.X, start.X);
  assert.equal(same.layers.counts, start.X);
});

Deno.test("applyRecipe() reports every step before it runs and stops at the signal", () => {
  const seen: Progress[] = [];
  applyRecipe(counts(), PROTEIN, { onProgress: (progress) => seen.push(progress) });
  assert.deepEqual(seen, ["clr", "scale", "pca"].map((stage, done) => ({ stage, done, total: 3 })));
  const abort = new AbortController();
  const stop = { signal: abort.signal, onProgress: () => abort.abort() };
  assertThrows(() => applyRecipe(counts(), PROTEIN, stop), "Aborted", /the recipe to finish/);
});

Deno.test("applyRecipe() refuses steps that are no verbs before any work", () => {
  const seen: string[] = [];
  const recipe: Recipe = [{ verb: "clr" }, { verb: "toString" }];
  const run = () => applyRecipe(counts(), recipe, { onProgress: ({ stage }) => seen.push(stage) });
  assertThrows(run, "Unsupported", /a recipe step to be one of 'clr', .* but found 'toString'/);
  assert.deepEqual(seen, []);
  assertThrows(() => applyRecipe(counts(), [], { input: "raw" as never }), "InvalidArgument", /input/);
});

Deno.test("applyRecipe() refuses fractions without a counts layer, naming the way out", () => {
  const fractions = adataOf([[0.5, 1, 2], [2, 1, 0], [1, 1, 1]]);
  assertThrows(() => applyRecipe(fractions, PROTEIN), "BadValues", /found 0\.5 in X.*layer.*allowNonCounts/);
  assertClose([scores(applyRecipe(fractions, PROTEIN, { input: "X" })).length], [6]);
});
