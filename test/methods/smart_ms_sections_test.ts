import assert from "node:assert/strict";
import { Rng } from "../../src/core/rng.ts";
import { type AnnData, Csr, Dense, type MuData, obsColumn, toCsr } from "../../src/data/mod.ts";
import { harmony } from "../../src/embed/mod.ts";
import { exactNeighbors, spatialNeighbors } from "../../src/graph/mod.ts";
import { datasets } from "../../src/io/mod.ts";
import { smartMs } from "../../src/methods/mod.ts";
import { ilisi, kmeansNmiAri } from "../../src/metrics/mod.ts";
import { applyRecipe } from "../../src/preprocess/mod.ts";
import { train } from "../../src/train/mod.ts";

const method = smartMs({ nEpochs: 60 });
const RECIPES = { rna: "rna", adt: "protein" } as const;

/** Three sections with the same gene programmes; features of the second are measured on scales of its own, the third is mirrored. */
function threeSections(): MuData {
  const nFeatures = { rna: 300, adt: 60, atac: 20 };
  const whole = datasets.simulatedTissue({ sections: 3, loadingSeed: 7, seed: 501, input: "counts", nFeatures });
  const sections = obsColumn(whole, "section").toArray();
  const names = [...new Set(sections)];
  const places = whole.obsm.spatial as Dense;
  const mirrored = Float32Array.from(Array.from(places.data, Number), (value, at) => {
    const isTurned = at % places.nCols === 0 && sections[Math.floor(at / places.nCols)] === names[2];
    return isTurned ? -value : value;
  });
  const spatial = new Dense(mirrored, { shape: places.shape });
  const mod = { rna: prepared(whole, "rna", names[1]), adt: prepared(whole, "adt", names[1]), atac: undefined };
  const options = { nNeighbors: 6, coordType: "generic", libraryKey: "section" } as const;
  return spatialNeighbors(whole.with({ mod, obsm: { spatial } }), options);
}

function prepared(whole: MuData, name: "rna" | "adt", rescaled: unknown): AnnData {
  const adata = whole.modality(name);
  const sections = obsColumn(adata, "section").toArray();
  const rng = new Rng(9);
  const factors = Float32Array.from({ length: adata.nVars }, () => Math.exp(rng.normal()));
  const { shape, indptr, indices, data } = toCsr(adata.X!);
  const counts = Float32Array.from(data, Number);
  sections.forEach((section, i) => {
    if (section !== rescaled) return;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) counts[at] = Math.round(counts[at]! * factors[indices[at]!]!);
  });
  const X = new Csr({ shape, indptr, indices, data: counts });
  const recipe = method.recipe(RECIPES[name]).map((step) =>
    step.verb === "pca" ? { ...step, options: { ...step.options, nComps: 30 } } : step
  );
  return applyRecipe(adata.with({ X, layers: { counts: undefined }, obsm: { spatial: undefined } }), recipe);
}

Deno.test("smartMs() joins three sections of one tissue on Harmony's components, and less well without", async () => {
  const tissue = threeSections();
  const corrected = tissue.with({
    mod: Object.fromEntries(
      Object.entries(tissue.mod).map(([name, adata]) => [name, harmony(adata, { key: "section" })]),
    ),
  });
  const embed = async (data: MuData, useRep: string) => {
    const run = train(data, method, { engine: "native", seed: 1, useRep });
    return (await run.result()).obsm.X_smart_ms as Dense;
  };
  const sections = obsColumn(tissue, "section").toArray().map(String);
  const mixing = (z: Dense) => ilisi(exactNeighbors(z, { nNeighbors: 60 }), sections);
  const z = await embed(corrected, "X_pca_harmony");
  const domains = obsColumn(tissue, "domain").toArray().map(String);
  const { ari } = kmeansNmiAri(z, domains, { nInit: 10 });
  assert(ari > 0.9, `ARI ${ari}`);
  assert(mixing(z) > 0.6, `iLISI ${mixing(z)}`);
  const plain = mixing(await embed(tissue, "X_pca"));
  assert(mixing(z) > plain + 0.1, `iLISI ${mixing(z)}, without Harmony ${plain}`);
});
