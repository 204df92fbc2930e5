import { mean } from "../../study/statistics/mean.ts";
import { combinations, GRIDS } from "./grids.ts";
import type { JobResult } from "./job.ts";
import type { Measured } from "./measured.ts";
import type { PlannedRun } from "./plan.ts";
import { ROWS } from "./rows.ts";
import type { BenchmarkSeeds } from "./seeds.ts";
import type { TunedSettings } from "./tuned.ts";

/** What settings are chosen by, for whoever reads the file: nothing in it knows a label. */
export const CRITERION = "Mean rank among the row's settings on each tuning tissue, over three scores of mclust's " +
  "clusters at the true number of domains: silhouette (higher is better), Davies–Bouldin (lower) and PAS (lower). A " +
  "setting that fails on a tissue is last there.";

const SCORES = [["silhouette", 1], ["daviesBouldin", -1], ["pas", -1]] as const;
const PRESET = "hard";

/** The runs that settings are chosen by: every setting of every grid on every tuning tissue. */
export function tuningPlan({ tuning, training }: BenchmarkSeeds): PlannedRun[] {
  return tuning.flatMap((seed) =>
    Object.entries(GRIDS).flatMap(([id, grid]) => {
      const row = ROWS.find((found) => found.id === id)!;
      return combinations(grid).map((settings): PlannedRun => ({
        study: "tuning",
        table: id,
        row: { ...row, label: `${row.label}, ${JSON.stringify(settings)}` },
        job: {
          tissue: { kind: "simulated", preset: PRESET, seed },
          method: row.method,
          options: { ...row.options, ...settings },
          seed: training[0]!,
          readOuts: "scores",
        },
      }));
    })
  );
}

/** The settings of least mean rank of every row all of whose runs were tried. */
export function chooseSettings(measured: readonly Measured[]): TunedSettings {
  const chosen = Object.entries(GRIDS).flatMap(([id, grid]) => {
    const runs = measured.filter(({ run }) => run.study === "tuning" && run.table === id);
    if (runs.length === 0 || runs.some(({ result }) => !result)) return [];
    const settings = combinations(grid);
    const ranks = settings.map((): number[] => []);
    for (let start = 0; start < runs.length; start += settings.length) {
      const results = runs.slice(start, start + settings.length).map(({ result }) => result);
      for (const [score, sign] of SCORES) ranksOf(results, score, sign).forEach((rank, i) => ranks[i]!.push(rank));
    }
    const means = ranks.map(mean);
    return [[id, settings[means.indexOf(Math.min(...means))]!] as const];
  });
  return Object.fromEntries(chosen);
}

/** Rank of every result, 1 for the best; ties share their mean rank, failures come last. */
function ranksOf(results: readonly (JobResult | undefined)[], score: string, sign: 1 | -1): number[] {
  const values = results.map((result) => {
    const value = sign * (result?.scores[score] ?? NaN);
    return Number.isNaN(value) ? -Infinity : value;
  });
  return values.map((value) => {
    const better = values.filter((other) => other > value).length;
    const level = values.filter((other) => other === value).length;
    return better + (level + 1) / 2;
  });
}
