import { resourceUsage } from "node:process";
import { type Described, versions } from "./describe.ts";
import type { Summary } from "./summary.ts";

/** The figures of what was done and found. */
export function summarize(described: Described, seconds: Readonly<Record<string, number>>): Summary {
  const { settings, method, kinds, read, found, trained, scores, inputs, notes } = described;
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
    scores: Object.fromEntries(scores.rows.map(({ metric, value }) => [metric, value])),
    peakBytes: resourceUsage().maxRSS * 1024,
    versions: versions(),
    inputs,
    notes,
  };
}
