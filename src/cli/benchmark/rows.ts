import { benchmarkRow } from "./benchmark_row.ts";
import { asItComesId } from "./as_it_comes_id.ts";
import type { BenchmarkRow } from "./row.ts";

const alone = (name: string, label: string): BenchmarkRow => ({
  ...benchmarkRow("modality", `${name}_alone`, `${label} alone, PCA`, "pca_concat"),
  modalities: [name],
});

/** A method as it comes, without the settings of any data set. */
const asItComes = (method: string, name: string): BenchmarkRow =>
  benchmarkRow("method", asItComesId(method), `${name} (\`default\`, for new data)`, method);

/** The settings that the authors ran their simulation with. */
const RELEASED = { preset: "released", dataset: "simulation" };

/** Every competitor, from no method at all to the largest. */
export const ROWS: readonly BenchmarkRow[] = [
  alone("rna", "RNA"),
  alone("adt", "proteins"),
  alone("atac", "chromatin"),
  benchmarkRow("baseline", "pca_concat", "PCA, concatenated", "pca_concat"),
  benchmarkRow("baseline", "pca_scaled", "PCA, concatenated, blocks scaled", "pca_concat", { scaling: "block" }),
  benchmarkRow("baseline", "mean_5", "its mean over 5 spots", "smoothed_pca", { nNeighbors: 4 }),
  benchmarkRow("baseline", "mean_9", "its mean over 9 spots", "smoothed_pca", { nNeighbors: 8 }),
  benchmarkRow("baseline", "hop_means", "0- to 2-hop means, concatenated", "hop_means"),
  benchmarkRow("baseline", "wnn", "WNN", "wnn"),
  benchmarkRow("method", "spatialglue", "SpatialGlue (`released`)", "spatialglue", RELEASED),
  asItComes("spatialglue", "SpatialGlue"),
  benchmarkRow("method", "praga", "PRAGA (`released`)", "praga", RELEASED),
  asItComes("praga", "PRAGA"),
  benchmarkRow("method", "praga_lr", "PRAGA (`default`, lr 0.01)", "praga", { dataset: "simulation", lr: 0.01 }),
  benchmarkRow("method", "smart_untrained", "SMART, untrained", "smart", { nEpochs: 0 }),
  benchmarkRow("method", "smart_released", "SMART, fusion only (`released`)", "smart", { preset: "released" }),
  benchmarkRow("method", "smart", "SMART, all weights (`default`)", "smart"),
  benchmarkRow("method", "ria", "RIA (`default`)", "ria", { dataset: "simulation" }),
  asItComes("ria", "RIA"),
  benchmarkRow("method", "crct", "CRCT (`default`)", "crct", { dataset: "simulation" }),
  asItComes("crct", "CRCT"),
  benchmarkRow("method", "trsmi", "TRSMI (`default`)", "trsmi", { dataset: "simulation" }),
  asItComes("trsmi", "TRSMI"),
];
