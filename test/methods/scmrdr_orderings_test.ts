import assert from "node:assert/strict";
import { type Dense, MuData, obsColumn } from "../../src/data/mod.ts";
import { exactNeighbors } from "../../src/graph/mod.ts";
import { datasets } from "../../src/io/mod.ts";
import { scmrdr, type ScmrdrOptions } from "../../src/methods/mod.ts";
import { ilisi, kmeansNmiAri, probe } from "../../src/metrics/mod.ts";
import { train } from "../../src/train/mod.ts";

const tissue = datasets.simulatedTissue({
  preset: "unpaired",
  input: "counts",
  nFeatures: { rna: 200, adt: 20, atac: 200 },
  seed: 402,
});
const cells = new MuData({ mod: { rna: tissue.modality("rna"), atac: tissue.modality("atac") } });
const modality = cells.obsNames.map((_, i) => (cells.obsmap.rna![i]! > 0 ? "rna" : "atac"));
const domains = obsColumn(cells, "domain").toArray().map(String);
const size = { hidden: "64,64", nLatent: 10, nSpecific: 10, batchSize: 64, nEpochs: 40, patience: null } as const;

async function scores(change: ScmrdrOptions): Promise<Record<"mixing" | "probe" | "nmi", number>> {
  const run = train(cells, scmrdr({ ...size, ...change }), { engine: "native", seed: 1 });
  const z = (await run.result()).obsm.X_scmrdr as Dense;
  const mixing = ilisi(exactNeighbors(z, { nNeighbors: 60 }), modality);
  return { mixing, probe: probe(z, domains), nmi: kmeansNmiAri(z, domains).nmi };
}

Deno.test("scmrdr's adversary mixes modalities of unpaired cells, and its isometry keeps their domains", async () => {
  const full = await scores({});
  const withoutAdversary = await scores({ lambda: 0 });
  const withoutIsometry = await scores({ gamma: 0 });
  assert(full.mixing > withoutAdversary.mixing + 0.02, `${full.mixing} against ${withoutAdversary.mixing}`);
  assert(full.probe > withoutIsometry.probe + 0.02, `${full.probe} against ${withoutIsometry.probe}`);
  assert(full.nmi > withoutIsometry.nmi + 0.05, `${full.nmi} against ${withoutIsometry.nmi}`);
});
