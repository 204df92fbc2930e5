import type { BenchmarkRow, RowGroup } from "./row.ts";

const row = (
  group: RowGroup,
  id: string,
  label: string,
  method: string,
  options: BenchmarkRow["options"] = {},
): BenchmarkRow => ({ id, label, group, method, options });

const alone = (name: string, label: string): BenchmarkRow => ({
  ...row("modality", `${name}_alone`, `${label} alone, PCA`, "pca_concat"),
  modalities: [name],
});

/** The settings that the authors ran their simulation with. */
const RELEASED = { preset: "released", dataset: "simulation" };

/** Every competitor, from no method at all to the largest. */
export const ROWS: readonly BenchmarkRow[] = [
  alone("rna", "RNA"),
  alone("adt", "proteins"),
  alone("atac", "chromatin"),
  row("baseline", "pca_concat", "PCA, concatenated", "pca_concat"),
  row("baseline", "pca_scaled", "PCA, concatenated, blocks scaled", "pca_concat", { scaling: "block" }),
  row("baseline", "mean_5", "its mean over 5 spots", "smoothed_pca", { nNeighbors: 4 }),
  row("baseline", "mean_9", "its mean over 9 spots", "smoothed_pca", { nNeighbors: 8 }),
  row("baseline", "hop_means", "0- to 2-hop means, concatenated", "hop_means"),
  row("baseline", "wnn", "WNN", "wnn"),
  row("method", "spatialglue", "SpatialGlue (`released`)", "spatialglue", RELEASED),
  row("method", "praga", "PRAGA (`released`)", "praga", RELEASED),
  row("method", "praga_default", "PRAGA (`default`, for new data)", "praga"),
  row("method", "praga_lr", "PRAGA (`default`, lr 0.01)", "praga", { dataset: "simulation", lr: 0.01 }),
  row("method", "smart_untrained", "SMART, untrained", "smart", { nEpochs: 0 }),
  row("method", "smart_released", "SMART, fusion only (`released`)", "smart", { preset: "released" }),
  row("method", "smart", "SMART, all weights (`default`)", "smart"),
  row("method", "ria", "RIA (`default`)", "ria", { dataset: "simulation" }),
  row("method", "crct", "CRCT (`default`)", "crct", { dataset: "simulation" }),
  row("method", "trsmi", "TRSMI (`default`)", "trsmi", { dataset: "simulation" }),
];
