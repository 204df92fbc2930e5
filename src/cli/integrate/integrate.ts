import { resourceUsage } from "node:process";
import type { Progress } from "../../core/progress.ts";
import type { Codes } from "../../data/columns/codes_of.ts";
import { umap } from "../../embed/umap.ts";
import type { Method } from "../../methods/method.ts";
import { methods } from "../../methods/methods.ts";
import { report } from "../../metrics/report.ts";
import { integrationReport } from "../../report/integration_report.ts";
import { type Described, describeIntegration, versions } from "./describe.ts";
import { checkClusterCount, findDomains, partitionAlone } from "./find_domains.ts";
import type { OutFolder } from "./out_folder.ts";
import { joinModalities, joinSpots, preprocess } from "./prepare.ts";
import type { ProgressLine } from "./progress_line.ts";
import { readTissue } from "./read_tissue.ts";
import type { Settings } from "./settings.ts";
import { Stopwatch } from "./stopwatch.ts";
import type { Summary } from "./summary.ts";
import { refuseIfStopped, trainMethod } from "./train_method.ts";
import { finish, writeResults } from "./write_results.ts";

/** Runs a whole integration into a folder; returns the figures that were written. */
export async function integrate(
  settings: Settings,
  out: OutFolder,
  line: ProgressLine,
  stop: AbortSignal,
): Promise<Summary> {
  const watch = new Stopwatch();
  const watched = { onProgress: (progress: Progress) => line.report(progress) };
  const staged = (stage: string) => ({ onProgress: (progress: Progress) => line.report({ ...progress, stage }) });
  const method = makeMethod(settings);
  const read = await readTissue(settings, watched);
  const joined = joinModalities(read.tissue, settings);
  checkClusterCount(settings.nClusters, joined.tissue.nObs);
  const notes = [...read.notes, ...joined.notes];
  notes.forEach((note) => line.say(note));
  watch.lap("read");

  const prepared = preprocess(joined.tissue, read.kinds, method, settings, watched);
  watch.lap("preprocess");
  refuseIfStopped(stop);
  const graph = joinSpots(prepared, settings, watched);
  watch.lap("graph");
  const trained = await trainMethod(graph, method, settings, stop, watched.onProgress);
  watch.lap("train");
  line.say(`Trained ${trained.history.nRows} epochs. ${trained.ending}`);

  const embedding = `X_${method.name}`;
  const domainKey = `domain_${method.name}`;
  const found = findDomains(trained.tissue, embedding, domainKey, settings, staged("finding domains"));
  const alone: Record<string, Codes> = {};
  for (const name of found.tissue.modalityNames) {
    alone[name] = partitionAlone(found.tissue, name, found.nClusters, settings, staged(`clustering ${name} alone`));
  }
  watch.lap("cluster");

  const { labelsKey, libraryKey, spatialKey, seed } = settings;
  const scores = report(found.tissue, {
    key: domainKey,
    useRep: embedding,
    labelsKey,
    libraryKey,
    spatialKey,
    seed,
    ...watched,
  });
  const laidOut = umap(found.tissue, { useRep: embedding, seed, ...watched });
  const described: Described = {
    settings,
    method,
    kinds: read.kinds,
    read: read.tissue,
    found: { ...found, tissue: laidOut },
    trained,
    domainKey,
    alone,
    scores,
    seconds: watch.seconds(),
    inputs: read.inputs,
    notes,
  };
  await writeResults(out, laidOut, await integrationReport(describeIntegration(described)));
  watch.lap("report");
  const summary = summarize(described, watch.seconds());
  await finish(out, summary);
  return summary;
}

/** The method with its preset and options, checked before anything is read. */
function makeMethod({ method, preset, options, nEpochs }: Settings): Method {
  return methods[method]!({ preset, ...options, ...(nEpochs === undefined ? {} : { nEpochs }) });
}

function summarize(described: Described, seconds: Readonly<Record<string, number>>): Summary {
  const { settings, method, kinds, read, found, trained, scores, inputs, notes } = described;
  const modalities = Object.entries(read.mod).map(([name, { nVars }]) =>
    [name, { kind: kinds[name]!, nVars }] as const
  );
  return {
    method: method.name,
    preset: method.preset,
    seed: settings.seed,
    engine: trained.engine,
    nObs: found.tissue.nObs,
    modalities: Object.fromEntries(modalities),
    cluster: { method: settings.cluster, nClusters: found.nClusters },
    nEpochs: trained.history.nRows,
    stopped: trained.stopped,
    seconds,
    scores: Object.fromEntries(scores.rows.map(({ metric, value }) => [metric, value])),
    peakBytes: resourceUsage().maxRSS * 1024,
    versions: versions(),
    inputs,
    notes,
  };
}
