import assert from "node:assert/strict";
import type { ModalityKind } from "../../src/core/recipe.ts";
import { gmm } from "../../src/cluster/gmm.ts";
import { type MuData, representation } from "../../src/data/mod.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { simulatedTissue } from "../../src/io/datasets/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { ari } from "../../src/metrics/ari.ts";
import { probe } from "../../src/metrics/probe.ts";
import { applyRecipe } from "../../src/preprocess/apply_recipe.ts";
import { train } from "../../src/train/mod.ts";

const KINDS: Readonly<Record<string, ModalityKind>> = { rna: "rna", adt: "protein", atac: "peaks" };

function prepared(pureNoise: boolean): MuData {
  const nFeatures = { rna: 300, adt: 60, atac: 300 };
  let tissue: MuData = simulatedTissue({ preset: "hard", seed: 71, nFeatures, pureNoise });
  for (const [name, kind] of Object.entries(KINDS)) {
    tissue = tissue.with({ mod: { [name]: applyRecipe(tissue.modality(name), smart().recipe(kind)) } });
  }
  return spatialNeighbors(tissue, { nNeighbors: 4, coordType: "generic" });
}

Deno.test("smart with its recipes learns the domains of a simulated tissue beyond the untrained network", async () => {
  const tissue = prepared(false);
  const truth = tissue.obs.column("domain");
  const scored = async (nEpochs: number) =>
    probe(representation(await train(tissue, smart({ lr: 5e-3 }), { nEpochs }).result(), "X_smart"), truth);
  const [before, after] = [await scored(0), await scored(80)];
  assert(after > before + 0.05, `${before} untrained, ${after} trained`);
});

Deno.test("smart finds nothing in noise", async () => {
  const tissue = prepared(true);
  const result = await train(tissue, smart({ lr: 5e-3 }), { nEpochs: 20 }).result();
  const found = gmm(result, { useRep: "X_smart", nClusters: 5, keyAdded: "found" }).obs.column("found");
  assert(Math.abs(ari(found, tissue.obs.column("domain"))) < 0.05);
});
