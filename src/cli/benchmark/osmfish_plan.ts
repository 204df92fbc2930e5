import { benchmarkRow } from "./benchmark_row.ts";
import type { OsmfishSpec } from "./job.ts";
import type { PlannedRun } from "./plan.ts";
import type { BenchmarkRow } from "./row.ts";
import type { BenchmarkSeeds } from "./seeds.ts";

const SMOOTHED = [6, 30, 60].map((n) =>
  benchmarkRow("baseline", `mean_${n}`, `its mean over ${n} nearest`, "smoothed_pca", { nNeighbors: n })
);

/** What runs on any number of modalities. */
const ALONE: readonly BenchmarkRow[] = [
  benchmarkRow("baseline", "pca_concat", "PCA", "pca_concat"),
  ...SMOOTHED,
  benchmarkRow("baseline", "hop_means", "0- to 2-hop means, concatenated", "hop_means"),
  benchmarkRow("method", "smart", "SMART (`default`)", "smart"),
];

/** What needs two at least. */
const PAIRED: readonly BenchmarkRow[] = [
  benchmarkRow("baseline", "wnn", "WNN", "wnn"),
  benchmarkRow("method", "spatialglue", "SpatialGlue (`default`)", "spatialglue"),
  benchmarkRow("method", "praga", "PRAGA (`default`)", "praga"),
  benchmarkRow("method", "ria", "RIA (`default`)", "ria"),
  benchmarkRow("method", "crct", "CRCT (`default`)", "crct"),
  benchmarkRow("method", "trsmi", "TRSMI (`default`)", "trsmi"),
];

/** Runs on real cells: osmFISH's cortex as one modality and as two panels of genes, seed by seed. */
export function osmfishPlan({ osmfish, panels }: BenchmarkSeeds): PlannedRun[] {
  const splits: readonly OsmfishSpec["panels"][] = ["none", "even and odd", ...panels];
  return osmfish.flatMap((seed) =>
    splits.flatMap((split) =>
      (split === "none" ? ALONE : [...ALONE, ...PAIRED]).map((row): PlannedRun => ({
        study: "osmfish",
        table: typeof split === "number"
          ? "two panels, random"
          : split === "none"
          ? "all genes"
          : "two panels, even and odd",
        row,
        job: {
          tissue: { kind: "osmfish", panels: split },
          method: row.method,
          options: row.options,
          seed,
          readOuts: "scores",
        },
      }))
    )
  );
}
