import type { Progress } from "../../core/progress.ts";
import type { Codes } from "../../data/columns/codes_of.ts";
import type { MuData } from "../../data/mudata.ts";
import type { Method } from "../../methods/method.ts";
import { report } from "../../metrics/report.ts";
import { integrationReport } from "../../report/integration_report.ts";
import { BackgroundUmap } from "./background_umap.ts";
import { checkCounts } from "./check_counts.ts";
import { completed } from "./completed.ts";
import { type Described, describeIntegration } from "./describe.ts";
import { featureKeys } from "./feature_keys.ts";
import { findDomains, partitionAlone, wantedClusters } from "./find_domains.ts";
import type { CheckedJob, Job } from "./job.ts";
import type { OutFolder } from "./out_folder.ts";
import { joinModalities, joinSpots, preprocess } from "./prepare.ts";
import type { ProgressLine } from "./progress_line.ts";
import { type ReadTissue, readTissue } from "./read_tissue.ts";
import type { Settings } from "./settings.ts";
import { summarize } from "./summarize.ts";
import type { Summary } from "./summary.ts";
import { trainMethod } from "./train_method.ts";
import { writeResults } from "./write_results.ts";

/** Reads the modalities of a tissue, joins them by spot and with the spots around, and checks all of it. */
export async function checkSpots(job: Job): Promise<CheckedJob> {
  const { method: told, line, watch } = job;
  const settings = withSections(job.settings, told);
  const checked = await readChecked(settings, told, line);
  const method = completed(told, checked.nClusters, settings);
  watch.lap("read");
  const tissue = joinSpots(checked.tissue, method, settings, line);
  watch.lap("graph");
  return { work: (out) => work({ ...job, ...checked, settings, method, tissue, out }) };
}

/** A method that joins sections says where they stand when the command line does not. */
function withSections(settings: Settings, { config: { libraryKey } }: Method): Settings {
  return settings.libraryKey === undefined && typeof libraryKey === "string" ? { ...settings, libraryKey } : settings;
}

/** What was read, joined and found fit to be worked on. */
interface Checked extends ReadTissue {
  /** The modalities as they were read. */
  readonly read: MuData;
  /** How many clusters are wanted; `undefined` when the data shall tell. */
  readonly nClusters: number | undefined;
}

async function readChecked(settings: Settings, method: Method, line: ProgressLine): Promise<Checked> {
  const read = await readTissue(settings, line);
  const { tissue, notes } = joinModalities(read.tissue, settings);
  const nClusters = wantedClusters(tissue, settings);
  const counts = Object.entries(tissue.mod).flatMap(([name, adata]) =>
    checkCounts(name, adata, method.recipe(read.kinds[name]!))
  );
  const all = [...read.notes, ...notes, ...counts, ...fewForGmm(tissue.nObs, method, settings)];
  for (const note of all) line.say(note);
  return { ...read, tissue, read: read.tissue, nClusters, notes: all };
}

/** A shared covariance of d dimensions is a guess from fewer than about 4 d spots. */
function fewForGmm(nObs: number, { config: { nLatent } }: Method, { cluster }: Settings): string[] {
  if (cluster !== "gmm" || typeof nLatent !== "number" || nObs >= 4 * nLatent) return [];
  return [`${nObs} spots are few for a Gaussian mixture in ${nLatent} dimensions: consider --cluster kmeans.`];
}

interface Work extends Job, Checked {
  readonly out: OutFolder;
}

async function work({ settings, method, line, interrupt, watch, out, ...checked }: Work): Promise<Summary> {
  const { kinds, nClusters, read, inputs, notes } = checked;
  const staged = (stage: string) => ({ onProgress: (progress: Progress) => line.onProgress({ ...progress, stage }) });
  const useRep = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, featureKeys(method, name, kind).useRep]),
  );
  const prepared = preprocess(checked.tissue, kinds, method, settings, line);
  watch.lap("preprocess");
  const trained = await trainMethod(prepared, method, useRep, settings, interrupt, line);
  watch.lap("train");
  line.say(`Trained ${trained.history.nRows} epochs. ${trained.ending}`);

  const embedding = `X_${method.name}`;
  const domainKey = `domain_${method.name}`;
  const { seed } = settings;
  using layout = new BackgroundUmap(trained.tissue, {
    useRep: embedding,
    nNeighbors: Math.min(15, trained.tissue.nObs),
    seed,
  });
  const found = findDomains(trained.tissue, embedding, domainKey, nClusters, settings, staged("finding domains"));
  for (const note of found.notes) line.say(note);
  const alone: Record<string, Codes> = {};
  for (const name of found.tissue.modalityNames) {
    alone[name] = partitionAlone(
      found.tissue,
      name,
      useRep[name]!,
      found.nClusters,
      settings,
      staged(`clustering ${name} alone`),
    );
  }
  watch.lap("cluster");

  const { labelsKey, libraryKey, spatialKey } = settings;
  const onProgress = line.onProgress;
  const where = { key: domainKey, useRep: embedding, labelsKey, libraryKey, spatialKey };
  const scores = report(found.tissue, { ...where, seed, onProgress });
  onProgress({ stage: "laying out", done: 0 });
  const tissue = await layout.addTo(found.tissue);
  const described: Described = {
    settings,
    method,
    kinds,
    read,
    found: { ...found, tissue },
    trained,
    domainKey,
    alone,
    scores,
    seconds: watch.seconds(),
    inputs,
    notes: [...notes, ...found.notes],
  };
  await writeResults(out, tissue, await integrationReport(describeIntegration(described)));
  watch.lap("report");
  const figures = Object.fromEntries(scores.rows.map(({ metric, value }) => [metric, value]));
  return summarize(described, figures, watch.seconds());
}
