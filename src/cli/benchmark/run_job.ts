import type { Dense } from "../../data/dense.ts";
import { representation } from "../../data/representation.ts";
import { train } from "../../train/train.ts";
import type { Job, JobResult } from "./job.ts";
import { makeMethod } from "./make_method.ts";
import type { Preparation } from "./prepared_tissue.ts";
import { readOuts } from "./read_outs.ts";

/** Trains the method of a run on its tissue and judges the embedding. */
export async function runJob(job: Job, preparation: Preparation): Promise<JobResult> {
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
