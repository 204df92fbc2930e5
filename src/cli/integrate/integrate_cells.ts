import type { Progress } from "../../core/progress.ts";
import type { MuData } from "../../data/mudata.ts";
import { cellReport } from "../../report/cell_report.ts";
import { BackgroundUmap } from "./background_umap.ts";
import { cellScores } from "./cell_scores.ts";
import { checkCounts } from "./check_counts.ts";
import { completed } from "./completed.ts";
import { describeCells } from "./describe_cells.ts";
import { findDomains, wantedClusters } from "./find_domains.ts";
import { withGeneActivities } from "./gene_activities.ts";
import type { CheckedJob, Job } from "./job.ts";
import { joinCells } from "./join_cells.ts";
import type { OutFolder } from "./out_folder.ts";
import { componentsBefore, preprocessCells } from "./prepare_cells.ts";
import { type ReadTissue, readTissue } from "./read_tissue.ts";
import { summarize } from "./summarize.ts";
import type { Summary } from "./summary.ts";
import { trainMethod } from "./train_method.ts";
import { writeResults } from "./write_results.ts";

/** Reads modalities that were measured apart, brings them onto one axis of genes, and checks all of it. */
export async function checkCells(job: Job): Promise<CheckedJob> {
  const { settings, line, watch } = job;
  const asRead = await readTissue(settings, line);
  const active = await withGeneActivities(asRead, settings);
  const { tissue: cells, notes } = joinCells(active.tissue, settings);
  const nClusters = wantedClusters(cells, settings);
  const method = completed(job.method, nClusters, settings);
  const counts = Object.entries(cells.mod).flatMap(([name, adata]) =>
    checkCounts(name, adata, method.recipe(active.kinds[name]!), "cells")
  );
  const all = [...active.notes, ...notes, ...counts];
  for (const note of all) line.say(note);
  watch.lap("read");
  const checked = { ...active, notes: all, cells, read: asRead.tissue, nClusters };
  return { work: (out) => work({ ...job, ...checked, method, out }) };
}

interface Work extends Job, ReadTissue {
  /** All cells, one behind the other. */
  readonly cells: MuData;
  /** The modalities as they were read. */
  readonly read: MuData;
  /** How many clusters are wanted; `undefined` when the data shall tell. */
  readonly nClusters: number | undefined;
  readonly out: OutFolder;
}

async function work(job: Work): Promise<Summary> {
  const { settings, method, line, interrupt, watch, out, cells, kinds, read, nClusters, inputs, notes } = job;
  const { seed, labelsKey } = settings;
  const before = labelsKey === undefined ? undefined : componentsBefore(cells);
  const { tissue: ready, notes: fromRecipe } = preprocessCells(cells, kinds, method, settings, line);
  for (const note of fromRecipe) line.say(note);
  const prepared = before ? ready.with({ obsm: { X_pca: before } }) : ready;
  watch.lap("preprocess");
  const trained = await trainMethod(prepared, method, {}, settings, interrupt, line);
  watch.lap("train");
  line.say(`Trained ${trained.history.nRows} epochs. ${trained.ending}`);

  const embedding = `X_${method.name}`;
  const clusterKey = `cluster_${method.name}`;
  const nNeighbors = Math.min(15, trained.tissue.nObs);
  using layout = new BackgroundUmap(trained.tissue, { useRep: embedding, nNeighbors, seed });
  const onProgress = (progress: Progress) => line.onProgress({ ...progress, stage: "finding clusters" });
  const found = findDomains(trained.tissue, embedding, clusterKey, nClusters, settings, { onProgress });
  for (const note of found.notes) line.say(note);
  watch.lap("cluster");

  const scores = cellScores(found.tissue, embedding, settings, line);
  watch.lap("score");
  line.onProgress({ stage: "laying out", done: 0 });
  const tissue = await layout.addTo(found.tissue);
  const seconds = watch.seconds();
  const run = { settings, method, kinds, read, found: { ...found, tissue }, trained, seconds, inputs };
  const described = { ...run, clusterKey, scores, notes: [...notes, ...fromRecipe, ...found.notes] };
  await writeResults(out, tissue, await cellReport(describeCells(described)));
  watch.lap("report");
  return summarize(described, scores.values, watch.seconds());
}
