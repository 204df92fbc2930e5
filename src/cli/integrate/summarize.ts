import { resourceUsage } from "node:process";
import { type DescribedRun, versions } from "./describe_run.ts";
import type { Summary } from "./summary.ts";

/** The figures of what was done and found. */
export function summarize(
  run: DescribedRun,
  scores: Readonly<Record<string, number | null>>,
  seconds: Readonly<Record<string, number>>,
): Summary {
  const { settings, method, kinds, read, found, trained, inputs, notes } = run;
  const modalities = Object.entries(read.mod).map(([name, { nVars }]) =>
    [name, { kind: kinds[name]!, nVars }] as const
  );
  return {
    method: method.name,
    preset: method.preset,
    seed: settings.seed,
    engine: trained.engine,
    engineWhy: trained.engineWhy,
    threads: trained.threads,
    nObs: found.tissue.nObs,
    modalities: Object.fromEntries(modalities),
    cluster: { method: settings.cluster, nClusters: found.nClusters },
    nEpochs: trained.history.nRows,
    stopped: trained.stopped,
    seconds,
    scores,
    peakBytes: resourceUsage().maxRSS * 1024,
    versions: versions(),
    inputs,
    notes,
  };
}
