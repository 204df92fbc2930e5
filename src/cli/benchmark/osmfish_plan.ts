import type { OsmfishSpec } from "./job.ts";
import type { PlannedRun } from "./plan.ts";
import type { BenchmarkRow } from "./row.ts";
import type { BenchmarkSeeds } from "./seeds.ts";

const row = (
  group: BenchmarkRow["group"],
  id: string,
  label: string,
  method: string,
  options: BenchmarkRow["options"] = {},
): BenchmarkRow => ({ id, label, group, method, options });

const SMOOTHED = [6, 30, 60].map((n) =>
  row("baseline", `mean_${n}`, `its mean over ${n} nearest`, "smoothed_pca", { nNeighbors: n })
);

/** What runs on any number of modalities. */
const ALONE: readonly BenchmarkRow[] = [
  row("baseline", "pca_concat", "PCA", "pca_concat"),
  ...SMOOTHED,
  row("baseline", "hop_means", "0- to 2-hop means, concatenated", "hop_means"),
  row("method", "smart", "SMART (`default`)", "smart"),
];

/** What needs two at least. */
const PAIRED: readonly BenchmarkRow[] = [
  row("baseline", "wnn", "WNN", "wnn"),
  row("method", "spatialglue", "SpatialGlue (`default`)", "spatialglue"),
  row("method", "praga", "PRAGA (`default`)", "praga"),
  row("method", "ria", "RIA (`default`)", "ria"),
  row("method", "crct", "CRCT (`default`)", "crct"),
  row("method", "trsmi", "TRSMI (`default`)", "trsmi"),
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
