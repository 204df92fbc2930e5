import type { ModalityKind } from "../../../core/recipe.ts";
import { AnnData } from "../../../data/anndata.ts";
import type { Dense } from "../../../data/dense.ts";
import type { MuData } from "../../../data/mudata.ts";
import { representation } from "../../../data/representation.ts";
import { harmony } from "../../../embed/harmony.ts";
import { spatialNeighbors } from "../../../graph/spatial_neighbors.ts";
import { integrationReport } from "../../../metrics/integration_report.ts";
import { smartMs } from "../../../methods/smart_ms/mod.ts";
import { applyRecipe } from "../../../preprocess/apply_recipe.ts";
import { train } from "../../../train/train.ts";
import type { JobResult, SectionsJob, SectionsSpec } from "../job.ts";
import { makeMethod } from "../make_method.ts";
import { fromManyStarts, scoresAtTheTrueCount } from "../read_outs.ts";
import { simulatedSections } from "./simulated_sections.ts";

const KINDS: Readonly<Record<string, ModalityKind>> = { rna: "rna", adt: "protein" };
const N_COMPS = 30;

/** Sections as runs want them; keeps the last ones, as runs on the same sections follow each other. */
export class SectionsPreparation {
  #spec = "";
  #ready: MuData | undefined;

  /** The sections of a run with components, as they are and corrected, and the graph within each section. */
  of(tissue: SectionsSpec): MuData {
    const spec = JSON.stringify(tissue);
    if (!this.#ready || spec !== this.#spec) {
      this.#ready = prepared(simulatedSections(tissue), tissue.seed);
      this.#spec = spec;
    }
    return this.#ready;
  }
}

/** Joint preprocessing as SMART-MS wants it, the same for all rows. */
function prepared(made: MuData, seed: number): MuData {
  const method = smartMs();
  const mod = Object.fromEntries(
    Object.entries(made.mod).map(([name, adata]) => {
      const recipe = method.recipe(KINDS[name]!).map((step) =>
        step.verb === "pca" ? { ...step, options: { ...step.options, nComps: N_COMPS } } : step
      );
      return [name, harmony(applyRecipe(adata, recipe), { key: "section", seed })];
    }),
  );
  const nNeighbors = method.nSpatialNeighbors;
  return spatialNeighbors(made.with({ mod }), { nNeighbors, coordType: "generic", libraryKey: "section" });
}

/** Joins the sections of a run and judges the embedding. */
export async function runSections(job: SectionsJob, preparation: SectionsPreparation): Promise<JobResult> {
  const sections = preparation.of(job.tissue);
  const method = makeMethod(job);
  const started = performance.now();
  const run = train(sections, method, { seed: job.seed, ...(job.useRep ? { useRep: job.useRep } : {}) });
  const trained = await run.result();
  const seconds = (performance.now() - started) / 1000;
  const embedding = representation(trained, `X_${method.name}`);
  const truth = sections.obs.column("domain");
  const spatial = sections.obsm.spatial as Dense;
  const judged = { embedding, truth, spatial };
  const done = { nEpochs: run.history.nRows, seconds };
  if (job.readOuts === "starts") return { ...fromManyStarts(judged, job.seed), ...done };
  const found = scoresAtTheTrueCount(judged, { seed: job.seed, fromKmeans: false });
  return { ...found, scores: { ...found.scores, ...mixing(sections, embedding) }, ...done };
}

/** How well sections are mixed, overall and within domains. */
function mixing(sections: MuData, embedding: Dense): Record<string, number> {
  const spots = new AnnData({ obs: sections.obs, obsm: { Z: embedding } });
  const report = integrationReport(spots, {
    useRep: "Z",
    labelsKey: "domain",
    batchKey: "section",
    sampleSize: 2000,
  });
  return { ilisi: report.value("batch", "ilisi") ?? NaN, kbet: report.value("batch", "kbetPerLabel") ?? NaN };
}
