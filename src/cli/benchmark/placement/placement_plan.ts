import { benchmarkRow } from "../benchmark_row.ts";
import type { PlannedRun } from "../plan.ts";
import type { BenchmarkRow } from "../row.ts";
import type { BenchmarkSeeds } from "../seeds.ts";

/** Ways of placing cells. */
export const PLACEMENT_ROWS: readonly BenchmarkRow[] = [
  ["transport", "exact transport"],
  ["transport_smoothed", "exact transport, cells smoothed over 15 alike"],
  ["entropic_smoothed", "transport with entropy, cells smoothed over 15 alike"],
  ["nearest_smoothed", "10 nearest spots, cells smoothed over 15 alike"],
].map(([method, label]) => benchmarkRow("baseline", method!, label!, method!));

/** Runs that place cells on a tissue. */
export function placementPlan({ placement }: BenchmarkSeeds): PlannedRun[] {
  return placement.flatMap((seed) =>
    PLACEMENT_ROWS.map((row): PlannedRun => {
      const { method, options } = row;
      const tissue = { kind: "placement" } as const;
      return { study: "placement", table: "cortex", row, job: { tissue, method, options, seed, readOuts: "scores" } };
    })
  );
}
