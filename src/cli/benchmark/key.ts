import type { ModalityKind } from "../../core/recipe.ts";
import type { Job } from "./job.ts";
import { makeMethod } from "./make_method.ts";
import { recipeOf } from "./prepared_tissue.ts";
import { REVISION } from "./revision.ts";

const KINDS: readonly ModalityKind[] = ["rna", "protein", "peaks"];

/**
 * Everything that the result of a run follows from, to find it by: the run, the method's settings as they are resolved
 * today, its preprocessing and graph, the engine's kind, and the revisions of the code.
 */
export function keyOf(job: Job, engineKind: string): Readonly<Record<string, unknown>> {
  const method = makeMethod(job);
  return {
    revision: [REVISION.all, REVISION.methods[job.method] ?? 1],
    engine: engineKind,
    tissue: job.tissue,
    modalities: job.modalities ?? null,
    method: job.method,
    preset: method.preset,
    config: method.config,
    nSpatialNeighbors: method.nSpatialNeighbors,
    recipes: KINDS.map((kind) => recipeOf(job, method, kind)),
    seed: job.seed,
    readOuts: job.readOuts,
  };
}
