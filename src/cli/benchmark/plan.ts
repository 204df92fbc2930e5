import type { Control, DomainJob, Job } from "./job.ts";
import { cellsPlan } from "./cells/cells_plan.ts";
import { asItComesId } from "./as_it_comes_id.ts";
import { HELD_METHODS } from "./held_methods.ts";
import { osmfishPlan } from "./osmfish_plan.ts";
import { sectionsPlan } from "./sections/sections_plan.ts";
import { placementPlan } from "./placement/placement_plan.ts";
import type { BenchmarkRow } from "./row.ts";
import { ROWS } from "./rows.ts";
import { type BenchmarkPreset, type BenchmarkSeeds, PRESETS } from "./seeds.ts";
import type { StudyName } from "./study.ts";
import { tuningPlan } from "./tuning.ts";
import { tunedRows, type TunedSettings } from "./tuned.ts";

/** A run with its place in the tables. */
export interface PlannedRun {
  /** The question it belongs to. */
  readonly study: StudyName;
  /** The table within the study, such as the preset of the simulator. */
  readonly table: string;
  /** The competitor. */
  readonly row: BenchmarkRow;
  /** What is run. */
  readonly job: Job;
}

/** Tissues of each preset that controls and unknown numbers of domains are looked at on. */
const N_FEW = 3;
/** Tissues that methods are held to the reference values of their cards on. */
const N_HELD = 5;
const HELD: readonly string[] = HELD_METHODS.flatMap((method) => [method, asItComesId(method)]);
const CONTROLS: readonly Control[] = ["permuted coordinates", "permuted rows", "pure noise"];
const CONTROLLED: readonly BenchmarkPreset[] = ["default", "hard"];
const RHO0 = [0, 0.25, 0.5, 1, 2];
const BETA = [0, 1, 10, 100];

/** All runs, those of one tissue in a row, and each tissue's before the next: a plan broken off is worth something. */
export function plan(seeds: BenchmarkSeeds, tuned: TunedSettings | undefined): PlannedRun[] {
  const nTissues = Math.max(...PRESETS.map((preset) => seeds.data[preset].length));
  const runs: PlannedRun[] = [];
  for (let t = 0; t < nTissues; t++) {
    for (const preset of PRESETS) {
      const seed = seeds.data[preset][t];
      if (seed !== undefined) runs.push(...onTissue(preset, seed, t, seeds, tuned));
    }
  }
  return [
    ...runs,
    ...osmfishPlan(seeds),
    ...tuningPlan(seeds),
    ...cellsPlan(seeds),
    ...sectionsPlan(seeds),
    ...placementPlan(seeds),
  ];
}

function onTissue(
  preset: BenchmarkPreset,
  seed: number,
  place: number,
  { training }: BenchmarkSeeds,
  tuned: TunedSettings | undefined,
): PlannedRun[] {
  const first = training[0]!;
  const runs = (
    study: StudyName,
    rows: readonly BenchmarkRow[],
    more: Partial<DomainJob> = {},
    table: string = preset,
  ) =>
    rows.map((row): PlannedRun => {
      const { method, options, modalities } = row;
      const tissue = { kind: "simulated", preset, seed } as const;
      const base: DomainJob = { tissue, method, options, seed: first, readOuts: "scores" };
      return { study, table, row, job: { ...base, ...(modalities ? { modalities } : {}), ...more } };
    });
  const few = place < N_FEW && CONTROLLED.includes(preset);
  const learning = ROWS.filter(({ group }) => group === "method");
  return [
    ...runs("accuracy", ROWS),
    ...(preset === "default" || preset === "hard" ? runs("starts", ROWS, { readOuts: "starts" }) : []),
    ...(preset === "default" && place < N_HELD
      ? training.flatMap((seed) =>
        runs("cards", ROWS.filter(({ id }) => HELD.includes(id)), { input: "log1p", seed }, "as the cards measured")
      )
      : []),
    ...(preset === "hard" ? training.slice(1).flatMap((other) => runs("training", learning, { seed: other })) : []),
    ...(preset === "rare" ? runs("rho0", sweep("crct", "rho0", RHO0)) : []),
    ...(few ? runs("beta", sweep("ria", "beta", BETA)) : []),
    ...(few ? runs("counts", ROWS.filter(({ group }) => group !== "modality"), { readOuts: "counts" }) : []),
    ...(tuned ? runs("tuned", tunedRows(tuned)) : []),
    ...(few
      ? CONTROLS.flatMap((control) =>
        runs("controls", learning, { tissue: { kind: "simulated", preset, seed, control } }, `${preset}, ${control}`)
      )
      : []),
  ];
}

/** The row of a method with one of its settings changed, value by value. */
function sweep(id: string, setting: string, values: readonly number[]): BenchmarkRow[] {
  const base = ROWS.find((row) => row.id === id)!;
  return values.map((value) => ({
    ...base,
    id: `${id}_${setting}_${value}`,
    label: `${base.label}, ${setting} ${value}`,
    options: { ...base.options, [setting]: value },
  }));
}
