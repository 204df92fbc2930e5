import type { ModalityKind } from "../../core/recipe.ts";
import type { Method } from "../../methods/method.ts";
import { revisionOf } from "../../methods/revision.ts";
import { BASELINES } from "./cells/baselines.ts";
import { type DomainJob, type Job, seeksDomains } from "./job.ts";
import { PLACEMENTS } from "./placement/placements.ts";
import { makeMethod } from "./make_method.ts";
import { recipeOf } from "./prepared_tissue.ts";
import { SUBJECT_REVISION } from "./subject_revision.ts";

/**
 * Settings that a method got after results were kept, by its name, with the value at which it is as if they were not
 * there: a run that has it is known by the settings of before.
 */
const ADDED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  crct: { centerFeatures: false },
  praga: { dynamicK: false },
  ria: { dynamicK: false },
  wnn: { likeness: "excess" },
};
const KINDS: readonly ModalityKind[] = ["rna", "protein", "peaks"];

/**
 * Everything that the result of a run follows from, to find it by: the run, the method's settings as they are resolved
 * today, its preprocessing and graph, the engine's kind, and the revisions of the code.
 */
export function keyOf(job: Job, engineKind: string): Readonly<Record<string, unknown>> {
  return seeksDomains(job) ? domainKey(job, engineKind) : subjectKey(job, engineKind);
}

function domainKey(job: DomainJob, engineKind: string): Readonly<Record<string, unknown>> {
  const method = makeMethod(job);
  return {
    revision: revisionOf(job.method),
    engine: engineKind,
    tissue: job.tissue,
    modalities: job.modalities ?? null,
    method: job.method,
    preset: method.preset,
    config: settingsOf(method),
    nSpatialNeighbors: method.nSpatialNeighbors,
    recipes: KINDS.map((kind) => recipeOf(job, method, kind)),
    seed: job.seed,
    readOuts: job.readOuts,
    ...(job.input ? { input: job.input } : {}),
  };
}

/** A method's settings without those that were added and change nothing. */
function settingsOf({ name, config }: Method): Readonly<Record<string, unknown>> {
  const added = Object.entries(ADDED[name] ?? {});
  return Object.fromEntries(
    Object.entries(config).filter(([setting, value]) =>
      !added.some(([name, idle]) => name === setting && idle === value)
    ),
  );
}

/** Of a run whose preprocessing hangs on its subject and not on its method. */
function subjectKey(job: Job, engineKind: string): Readonly<Record<string, unknown>> {
  const { tissue, method, options, seed, readOuts, useRep } = job;
  const isBaseline = Object.hasOwn(BASELINES, method) || Object.hasOwn(PLACEMENTS, method);
  const config = isBaseline ? options : makeMethod(job).config;
  const revision = [...revisionOf(method), SUBJECT_REVISION[tissue.kind] ?? 1];
  return { revision, engine: engineKind, tissue, method, config, seed, readOuts, ...(useRep ? { useRep } : {}) };
}
