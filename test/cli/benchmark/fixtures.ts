import type { JobResult } from "../../../src/cli/benchmark/job.ts";
import type { Measured } from "../../../src/cli/benchmark/measured.ts";
import type { PlannedRun } from "../../../src/cli/benchmark/plan.ts";
import type { BenchmarkRow } from "../../../src/cli/benchmark/row.ts";
import type { BenchmarkSeeds } from "../../../src/cli/benchmark/seeds.ts";
import type { StudyName } from "../../../src/cli/benchmark/study.ts";

/** Few seeds of everything. */
export const SEEDS: BenchmarkSeeds = {
  data: { default: [1, 2], hard: [3, 4], nuisance: [5, 6], rare: [7, 8] },
  training: [0, 1],
  tuning: [9],
  panels: [70],
  osmfish: [0, 1],
  snareseq: [0, 1],
  snareseqPanels: [71, 72],
  unpaired: [73, 74],
  sections: [75, 76],
  placement: [77, 78],
};

/** A competitor. */
export function row(id: string, group: BenchmarkRow["group"], more: Partial<BenchmarkRow> = {}): BenchmarkRow {
  return { id, label: id.toUpperCase(), group, method: "pca_concat", options: {}, ...more };
}

/** A run on a simulated tissue. */
export function planned(
  row: BenchmarkRow,
  seed: number,
  more: { study?: StudyName; table?: string; training?: number } = {},
): PlannedRun {
  const { study = "accuracy", table = "default", training = 0 } = more;
  const preset = ["default", "hard", "nuisance", "rare"].find((name) => name === table) ?? "default";
  return {
    study,
    table,
    row,
    job: {
      tissue: { kind: "simulated", preset: preset as "default", seed },
      method: row.method,
      options: row.options,
      seed: training,
      readOuts: "scores",
    },
  };
}

/** What came of a run. */
export function result(scores: Readonly<Record<string, number>>): JobResult {
  return { scores, labels: "0", nEpochs: 1, seconds: 1 };
}

/** Runs of one row on tissues 1, 2, … with one value each of all read-outs. */
export function measuredRow(
  of: BenchmarkRow,
  values: readonly (number | undefined)[],
  more: Parameters<typeof planned>[2] = {},
): Measured[] {
  return values.map((value, i) => ({
    run: planned(of, i + 1, more),
    ...(value === undefined ? {} : { result: result({ mclust: value, kmeans: value, probe: value }) }),
  }));
}
