import type { Dense } from "../../../data/dense.ts";
import type { MuData } from "../../../data/mudata.ts";
import { representation } from "../../../data/representation.ts";
import { train } from "../../../train/train.ts";
import type { CellsJob, CellsSpec, JobResult } from "../job.ts";
import { makeMethod } from "../make_method.ts";
import { BASELINES, beforeIntegration } from "./baselines.ts";
import { cellsScores } from "./cells_scores.ts";
import { simulatedCells } from "./simulated_cells.ts";
import { snareseqCells } from "./snareseq.ts";
import type { UnpairedCells } from "./unpaired_cells.ts";

/** Cells as runs want them; keeps the last ones, as runs on the same cells follow each other. */
export class CellsPreparation {
  #spec = "";
  #ready: { readonly cells: UnpairedCells; readonly before: Dense } | undefined;

  /** The cells of a run, and what they were before integration. */
  async of(tissue: CellsSpec): Promise<{ readonly cells: UnpairedCells; readonly before: Dense }> {
    const spec = JSON.stringify(tissue);
    if (!this.#ready || spec !== this.#spec) {
      const cells = tissue.kind === "snareseq" ? await snareseqCells(tissue) : simulatedCells(tissue);
      this.#ready = { cells, before: beforeIntegration(cells.whole) };
      this.#spec = spec;
    }
    return this.#ready;
  }
}

/** Joins the cells of a run and judges the embedding. */
export async function runCells(job: CellsJob, preparation: CellsPreparation): Promise<JobResult> {
  const { cells, before } = await preparation.of(job.tissue);
  const started = performance.now();
  const { embedding, nEpochs } = await embedded(job, cells.whole);
  const seconds = (performance.now() - started) / 1000;
  return { scores: cellsScores(embedding, before, cells, job.seed), labels: "", nEpochs, seconds };
}

async function embedded(
  job: CellsJob,
  whole: MuData,
): Promise<{ readonly embedding: Dense; readonly nEpochs: number }> {
  const baseline = BASELINES[job.method];
  if (baseline) return { embedding: baseline(whole, job.seed), nEpochs: 0 };
  const method = makeMethod(job);
  const run = train(whole, method, { seed: job.seed });
  const trained = await run.result();
  return { embedding: representation(trained, `X_${method.name}`), nEpochs: run.history.nRows };
}
