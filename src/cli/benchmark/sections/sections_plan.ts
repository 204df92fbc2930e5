import { benchmarkRow } from "../benchmark_row.ts";
import type { PlannedRun } from "../plan.ts";
import type { BenchmarkRow } from "../row.ts";
import type { BenchmarkSeeds } from "../seeds.ts";

/** Components as they are, and after Harmony over the sections. */
const [PLAIN, CORRECTED] = ["X_pca", "X_pca_harmony"];

/** A row that reads one of two representations. */
export interface SectionsRow extends BenchmarkRow {
  /** Which. */
  readonly useRep: string;
}

const row = (useRep: string, ...named: Parameters<typeof benchmarkRow>): SectionsRow => ({
  ...benchmarkRow(...named),
  useRep,
});

const SPACE = { nNeighbors: 6, libraryKey: "section" };

/** What runs on sections. */
export const SECTIONS_ROWS: readonly SectionsRow[] = [
  row(CORRECTED, "baseline", "sections_mean", "mean over 7 spots of components, Harmony", "smoothed_pca", SPACE),
  row(PLAIN, "baseline", "sections_mean_plain", "the same without Harmony", "smoothed_pca", SPACE),
  row(CORRECTED, "method", "smart_sections", "SMART, Harmony", "smart"),
  row(CORRECTED, "method", "smart_ms", "SMART-MS, Harmony", "smart_ms"),
  row(PLAIN, "method", "smart_ms_plain", "SMART-MS without Harmony", "smart_ms"),
];

/** How strongly the other day shows: what the card's check has, and more. */
const FACTOR_SDS = [0.3, 1, 2];

const READ_OUTS = [["sections", "scores"], ["sections_starts", "starts"]] as const;

/** Runs that join three sections of one tissue, data seed by data seed. */
export function sectionsPlan({ sections }: BenchmarkSeeds): PlannedRun[] {
  return sections.flatMap((seed) =>
    FACTOR_SDS.flatMap((factorSd) =>
      READ_OUTS.flatMap(([study, readOuts]) =>
        SECTIONS_ROWS.map((row): PlannedRun => {
          const { method, options, useRep } = row;
          const tissue = { kind: "sections", seed, factorSd } as const;
          return {
            study,
            table: `sd ${factorSd}`,
            row,
            job: { tissue, method, options, useRep, seed: 0, readOuts },
          };
        })
      )
    )
  );
}
