import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import * as cluster from "../../src/cluster/mod.ts";
import * as data from "../../src/data/mod.ts";
import * as embed from "../../src/embed/mod.ts";
import * as graph from "../../src/graph/mod.ts";
import * as preprocess from "../../src/preprocess/mod.ts";
import { AnnData } from "../../src/chain/anndata.ts";
import { MuData } from "../../src/chain/mudata.ts";
import { toChain } from "../../src/chain/to_chain.ts";
import { simulatedTissue } from "../../src/io/datasets/simulated_tissue.ts";

/** Exports of the rooms of verbs that are no verb: cores over arrays, questions, and tables of the data layer. */
const NO_VERBS: Readonly<Record<string, string>> = {
  approximateNeighbors: "typed arrays",
  checkAligned: "a check",
  curveParameters: "numbers",
  cutTree: "typed arrays",
  detectGrid: "coordinates",
  exactNeighbors: "typed arrays",
  featureNeighbors: "typed arrays",
  findResolution: "a graph",
  fitGmm: "typed arrays",
  fitHarmony: "typed arrays",
  fitKMeans: "typed arrays",
  fitLeiden: "a graph",
  fuzzySimplicialSet: "a graph",
  gaussConnectivities: "a graph",
  hierarchicalStart: "typed arrays",
  hungarian: "typed arrays",
  loadUmapJs: "loads a library",
  loess: "typed arrays",
  mergePeaks: "sections by name",
  modalityKind: "a question",
  modularity: "a graph",
  mutualNeighbors: "typed arrays",
  mutualNeighborsAcross: "typed arrays",
  normalizeAdjacency: "a graph",
  selectGmm: "typed arrays",
  spatialCoordinates: "a question",
  symmetrize: "a graph",
  triplets: "typed arrays",
  umapLayout: "a graph",
};
/** Functions of the data layer that are verbs. */
const DATA_VERBS = [
  "concat",
  "filterObs",
  "filterVar",
  "intersectObs",
  "unpair",
  "label",
  "obsNamesMakeUnique",
  "subsample",
  "transpose",
  "varNamesMakeUnique",
];
/** Verbs that take several modalities alone. */
const SEVERAL_MODALITIES = ["intersectObs", "unpair", "weightedNeighbors"];
/** Verbs that read or change variables, and so belong to one modality. */
const ONE_MODALITY = [...Object.keys(preprocess), "transpose", "obsNamesMakeUnique", "varNamesMakeUnique"];

function verbs(): string[] {
  const rooms = [preprocess, graph, cluster, embed].flatMap((room) => Object.entries(room));
  const functions = rooms.filter(([, value]) => typeof value === "function" && !/^class/.test(String(value)));
  return [...functions.map(([name]) => name).filter((name) => !(name in NO_VERBS)), ...DATA_VERBS];
}

const methodsOf = (type: { prototype: object }) =>
  Object.getOwnPropertyNames(type.prototype).filter((name) => name !== "constructor");

Deno.test("AnnData has a method for every verb that takes one", () => {
  const missing = verbs().filter((name) => !SEVERAL_MODALITIES.includes(name) && !methodsOf(AnnData).includes(name));
  assert.deepEqual(missing, []);
});

Deno.test("MuData has a method for every verb that takes several modalities", () => {
  const missing = verbs().filter((name) => !ONE_MODALITY.includes(name) && !methodsOf(MuData).includes(name));
  assert.deepEqual(missing, []);
});

Deno.test("AnnData and MuData have no method that is no verb, but for a modality and a map", () => {
  const known = new Set([...verbs(), "modality", "spatialMap"]);
  assert.deepEqual([...methodsOf(AnnData), ...methodsOf(MuData)].filter((name) => !known.has(name)), []);
});

Deno.test("AnnData and MuData hold no logic: every method is one return", async () => {
  for (const file of ["anndata.ts", "mudata.ts"]) {
    const text = await Deno.readTextFile(new URL(`../../src/chain/${file}`, import.meta.url));
    const code = text.replace(/\/\*[\s\S]*?\*\//g, "").split("\n").filter((line) => /^ {4}\S/.test(line));
    const statements = code.filter((line) => !/^ {4}return /.test(line));
    assert(statements.length <= 4, `${file} does more than return: ${statements.join("\n")}`);
  }
  assert((await readdir(new URL("../../src/chain/", import.meta.url))).length < 12);
});

Deno.test("methods of AnnData give what the verbs give, and stay chainable", () => {
  const tissue = simulatedTissue({ seed: 3 });
  const base = tissue.modality("rna");
  const chained = toChain(base).filterGenes({ minCells: 5 }).normalizeTotal({ targetSum: 1e4 }).log1p()
    .highlyVariableGenes({ nTopGenes: 50 }).scale().pca({ nComps: 5 }).kmeans({ nClusters: 3, seed: 1 });
  let plain = preprocess.filterGenes(base, { minCells: 5 });
  plain = preprocess.log1p(preprocess.normalizeTotal(plain, { targetSum: 1e4 }));
  plain = preprocess.pca(preprocess.scale(preprocess.highlyVariableGenes(plain, { nTopGenes: 50 })), { nComps: 5 });
  plain = cluster.kmeans(plain, { nClusters: 3, seed: 1 });
  assert(chained instanceof AnnData);
  assert.equal(String(chained), String(plain));
  assert.deepEqual(chained.obsm.X_pca, plain.obsm.X_pca);
  assert.deepEqual(chained.obs.column("kmeans").toArray(), plain.obs.column("kmeans").toArray());
});

Deno.test("methods with arguments before their options hand them on", () => {
  const base = simulatedTissue({ seed: 4 }).modality("rna");
  const groups = data.categorical(Array.from({ length: base.nObs }, (_, i) => i % 2 ? "a" : "b"));
  const logged = toChain(base).normalizeTotal().log1p().with({
    obs: { group: groups, depth: Float64Array.from({ length: base.nObs }, (_, i) => i % 7) },
  });
  const genes = logged.varNames.slice(0, 5);
  const ranked = logged.rankGenesGroups("group", { method: "wilcoxon" });
  assert.deepEqual(
    ranked.uns.rank_genes_groups,
    preprocess.rankGenesGroups(logged, "group", { method: "wilcoxon" }).uns.rank_genes_groups,
  );
  assert(ranked.rankGenesGroupsFrame({ group: "a" }).nRows > 0);
  const scored = logged.scoreGenes(genes, { scoreName: "s", seed: 2 });
  assert.deepEqual(
    scored.obs.column("s"),
    preprocess.scoreGenes(logged, genes, { scoreName: "s", seed: 2 }).obs.column("s"),
  );
  assert.deepEqual(logged.regressOut("depth").X, preprocess.regressOut(logged, "depth").X);
  const recipe = [{ verb: "scale" }, { verb: "pca", options: { nComps: 3 } }];
  assert.equal(logged.applyRecipe(recipe, { input: "X" }).obsm.X_pca?.nCols, 3);
});

Deno.test("methods of MuData give what the verbs give, and stay chainable", () => {
  const tissue = simulatedTissue({ seed: 5 });
  const chained = toChain(tissue).modality("adt", (a) => a.clr().pca({ nComps: 4 })).spatialNeighbors({
    nNeighbors: 4,
  });
  assert(chained instanceof MuData);
  assert(chained.modality("adt") instanceof AnnData);
  const plain = graph.spatialNeighbors(tissue, { nNeighbors: 4 });
  assert.deepEqual(chained.obsp.spatial_connectivities, plain.obsp.spatial_connectivities);
  assert.equal(chained.modality("adt").obsm.X_pca?.nCols, 4);
  assert.equal("X_pca" in tissue.modality("adt").obsm, false);
});
