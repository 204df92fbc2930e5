import type { PlannedRun } from "./plan.ts";

/** Parts of the plan that can be asked for; `two-seeds` shows on two tissues, in a minute, that everything still runs. */
export const SLICES = ["all", "two-seeds"] as const;

const PRESET = "hard";
const N_SEEDS = 2;
const N_EPOCHS = 2;

/** The runs of a slice. Those of `two-seeds` train for two epochs, so that their figures say nothing. */
export function slice(runs: readonly PlannedRun[], name: typeof SLICES[number]): PlannedRun[] {
  if (name === "all") return [...runs];
  const chosen = runs.filter(({ study, table }) => study === "accuracy" && table === PRESET);
  const seeds = [...new Set(chosen.map(({ job }) => seedOf(job.tissue)))].slice(0, N_SEEDS);
  return chosen.filter(({ job }) => seeds.includes(seedOf(job.tissue))).map(short);
}

function seedOf(tissue: PlannedRun["job"]["tissue"]): number | undefined {
  return tissue.kind === "simulated" ? tissue.seed : undefined;
}

function short(run: PlannedRun): PlannedRun {
  const { row, job } = run;
  if (row.group !== "method" || job.options.nEpochs === 0) return run;
  return { ...run, job: { ...job, options: { ...job.options, nEpochs: N_EPOCHS } } };
}
