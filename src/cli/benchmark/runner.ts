import type { Dense } from "../../data/dense.ts";
import { representation } from "../../data/representation.ts";
import { train } from "../../train/train.ts";
import { type DomainJob, type Job, type JobResult, joinsSections, placesCells, seeksDomains } from "./job.ts";
import { CellsPreparation, runCells } from "./cells/run_cells.ts";
import { makeMethod } from "./make_method.ts";
import { PlacementRunner } from "./placement/run_placement.ts";
import { Preparation } from "./prepared_tissue.ts";
import { readOuts } from "./read_outs.ts";
import { runSections, SectionsPreparation } from "./sections/run_sections.ts";

/** Does runs one after another. */
export class Runner {
  readonly #tissues = new Preparation();
  readonly #cells = new CellsPreparation();
  readonly #placement = new PlacementRunner();
  readonly #sections = new SectionsPreparation();

  /** Does what a run asks for and judges what comes of it. */
  run(job: Job): Promise<JobResult> {
    if (seeksDomains(job)) return seekDomains(job, this.#tissues);
    if (placesCells(job)) return this.#placement.run(job);
    return joinsSections(job) ? runSections(job, this.#sections) : runCells(job, this.#cells);
  }
}

async function seekDomains(job: DomainJob, preparation: Preparation): Promise<JobResult> {
  const method = makeMethod(job);
  const { tissue, useRep, truth } = await preparation.of(job, method);
  const started = performance.now();
  const run = train(tissue, method, { seed: job.seed, useRep });
  const trained = await run.result();
  const seconds = (performance.now() - started) / 1000;
  const embedding = representation(trained, `X_${method.name}`);
  const spatial = tissue.obsm.spatial as Dense;
  return { ...readOuts({ embedding, truth, spatial }, job), nEpochs: run.history.nRows, seconds };
}
