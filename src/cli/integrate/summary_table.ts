import { threadsInWords } from "../../engine/engine_report.ts";
import { observationWord } from "./observation_word.ts";
import type { Summary } from "./summary.ts";

/** The figures of a run as aligned lines for a terminal. */
export function summaryTable(summary: Summary): string {
  const {
    method,
    preset,
    engine,
    engineWhy,
    threads,
    nObs,
    nEpochs,
    modalities,
    cluster,
    seconds,
    scores,
    peakBytes,
    stopped,
  } = summary;
  const word = observationWord(method);
  const parts = Object.entries(modalities).map(([name, { kind, nVars }]) => `${name} (${kind}, ${nVars})`);
  const times = Object.entries(seconds).map(([stage, value]) => `${stage} ${value.toFixed(1)}`);
  const shown = Object.entries(scores).filter(([, value]) => value !== null);
  const rows: (readonly [string, string])[] = [
    ["method", `${method}, preset ${preset}`],
    ["engine", `${engine}, ${threadsInWords(threads)}: ${engineWhy}`],
    [word === "spots" ? "tissue" : "cells", `${nObs} ${word}; ${parts.join(", ")}`],
    ["training", `${nEpochs} epochs${stopped ? ", stopped by hand" : ""}`],
    [word === "spots" ? "domains" : "clusters", `${cluster.nClusters} by ${cluster.method}`],
    ["seconds", times.join(", ")],
    ["memory", `${(peakBytes / 2 ** 20).toFixed(0)} MiB at most`],
    ...shown.map(([name, value]) => [name, value!.toFixed(4)] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}
