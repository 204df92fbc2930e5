import { Frame } from "../../src/data/frame.ts";
import { type IntegrationScore, IntegrationScores } from "../../src/metrics/mod.ts";
import * as plot from "../../src/plot/mod.ts";
import type { VegaSpec } from "../../src/plot/mod.ts";
import { smallTissue } from "./small_tissue.ts";
import { assertSnapshot } from "./snapshot.ts";

const tissue = smallTissue();
const genes = {
  "T": ["CD3E", "datum.x"],
  "a set with a long name": ["CD19", "MS4A1"],
  "odd": ["${alert(1)}", "PECAM1"],
};
const history = (slope: number) => {
  const epochs = Array.from({ length: 40 }, (_, i) => i + 1);
  return new Frame(epochs.map(String), {
    total: epochs.map((epoch) => Math.round(1e4 * slope * (9 / epoch + 1)) / 1e4),
    triplet: epochs.map((epoch) => epoch === 20 ? NaN : Math.round(1e4 * slope / (1 + epoch)) / 1e4),
  });
};

const scored = (useRep: string, bio: number, batch: number, modality: number | null) =>
  new IntegrationScores(
    { useRep, labelsKey: "type", batchKey: "donor", modalityKey: "modality", nObs: 9, nLeftOut: 0 },
    [
      ...["isolatedLabels", "kmeansNmi", "clisi"].map((metric, k) => ({ group: "bio", metric, value: bio + k / 10 })),
      ...["ilisi", "kbetPerLabel"].map((metric, k) => ({ group: "batch", metric, value: batch - k / 5 })),
      ...["ilisi", "pcrComparison"].map((metric, k) => ({ group: "modality", metric, value: k === 0 ? modality : 1 })),
    ].map((row) => ({ ...row, meaning: "" }) as IntegrationScore),
  );

const PICTURES: Readonly<Record<string, () => VegaSpec>> = {
  embeddingCategory: () => plot.embedding(tissue, { basis: "umap", color: "kind" }),
  embeddingPanels: () => plot.embedding(tissue, { color: ["depth", "many"], vmax: "p95", colorMap: "magma", nCols: 1 }),
  embeddingOnData: () => plot.embedding(tissue, { color: "kind", legendLoc: "on data", size: 8, opacity: 0.7 }),
  embeddingGroups: () =>
    plot.embedding(tissue, { color: "truth", groups: ["rim"], title: "the rim", palette: { rim: "#d00" } }),
  embeddingRasterized: () => plot.embedding(tissue, { color: "CD3E", rasterized: true }),
  embeddingPlain: () => plot.embedding(tissue, { components: [2, 1] }),
  spatialScaleBar: () => plot.spatial(tissue, { color: "kind", scalebarDx: 10, scalebarUnits: "µm", yAxis: "up" }),
  spatialSections: () => plot.spatial(tissue, { color: ["depth"], libraryKey: "section", shape: "square", width: 200 }),
  violin: () => plot.violin(tissue, { keys: ["depth", "CD3E"], groupby: "kind" }),
  violinLog: () => plot.violin(tissue, { keys: "depth", groupby: "truth", log: true, stripplot: true, scale: "count" }),
  violinAlone: () => plot.violin(tissue, { keys: ["depth", "PECAM1"], stripplot: false }),
  dotplot: () => plot.dotplot(tissue, { varNames: genes, groupby: "kind" }),
  dotplotScaled: () => plot.dotplot(tissue, { varNames: ["CD3E", "CD19"], groupby: "truth", standardScale: "var" }),
  matrixplot: () => plot.matrixplot(tissue, { varNames: genes, groupby: "truth", standardScale: "group" }),
  heatmap: () => plot.heatmap(tissue, { varNames: genes, groupby: "kind", height: 160, standardScale: "var" }),
  confusion: () => plot.confusion(tissue, { key: "kind", labelsKey: "truth" }),
  confusionCounts: () => plot.confusion(tissue, { key: "many", labelsKey: "truth", normalize: "none" }),
  lossCurves: () => plot.lossCurves(history(1)),
  lossCurvesRuns: () => plot.lossCurves({ "smart": history(1), "<without triplet>": history(1.4) }, { log: true }),
  integrationScores: () =>
    plot.integrationScores({
      "PCA": scored("X_pca", 0.5, 0.3, 0.05),
      "a method of <a long> name": scored("X_a", 0.4, 0.9, null),
      "scMRDR": scored("X_scmrdr", 0.55, 0.6, 0.8),
    }),
  integrationScoresOne: () => plot.integrationScores(scored("X_scmrdr", 0.55, 0.6, 0.8), { colorMap: "viridis" }),
  bicCurve: () => plot.bicCurve([2, 3, 4, 5], [900, 400, 220, 260], 4),
};

for (const [name, make] of Object.entries(PICTURES)) {
  Deno.test(`plot: the picture ${name} is the one that was looked at`, () => assertSnapshot(name, make()));
}
