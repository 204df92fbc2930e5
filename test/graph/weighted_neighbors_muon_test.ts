import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchPython } from "../../bench/setup.ts";
import * as wf from "../../mod.ts";
import { weightedNeighbors } from "../../src/graph/mod.ts";
import { inFolder } from "../cli/captured.ts";

const python = benchPython();
if (python === undefined) {
  console.warn("SKIPPED: weighted neighbours beside muon's (deno task bench:setup makes a Python with it)");
}

/** muon finds the cells that set the width of likeness by an approximate search: neighbours are alike, not the same. */
const LEAST_IN_COMMON = 0.5;

Deno.test({
  name: "weightedNeighbors() trusts the modalities that muon trusts, and shares most of its neighbours",
  ignore: python === undefined,
  fn: () =>
    inFolder(async (folder) => {
      const { recipe } = wf.wnn();
      let tissue = wf.datasets.simulatedTissue({ seed: 101 });
      for (const [name, kind] of [["rna", "rna"], ["adt", "protein"], ["atac", "peaks"]] as const) {
        tissue = tissue.modality(name, (one) => one.applyRecipe(recipe(kind)));
      }
      const path = join(folder, "cells.h5mu");
      await wf.writeH5mu(weightedNeighbors(tissue, { nNeighbors: 20, nCandidates: 200 }), path);
      const script = fileURLToPath(new URL("./python/muon_neighbors.py", import.meta.url));
      const { stdout, stderr, success } = await new Deno.Command(python!, { args: [script, path, "20", "200"] })
        .output();
      assert(success, new TextDecoder().decode(stderr));
      const found = JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!);
      const { common, theirDomains, ourDomains, theirWeights, ourWeights } = found;
      assert(common > LEAST_IN_COMMON, `${common} of the neighbours in common`);
      assert(ourDomains > theirDomains - 0.01, `${ourDomains} of ours in the cell's domain, ${theirDomains} of muon's`);
      const most = (weights: readonly number[]) => weights.indexOf(Math.max(...weights));
      assert.equal(most(ourWeights), most(theirWeights));
    }),
});
