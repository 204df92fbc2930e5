import { Frame } from "../../src/data/frame.ts";
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

const PICTURES: Readonly<Record<string, () => VegaSpec>> = {
  embedding_category: () => plot.embedding(tissue, { basis: "umap", color: "kind" }),
  embedding_panels: () =>
    plot.embedding(tissue, { color: ["depth", "many"], vmax: "p95", colorMap: "magma", nCols: 1 }),
  embedding_on_data: () => plot.embedding(tissue, { color: "kind", legendLoc: "on data", size: 8, opacity: 0.7 }),
  embedding_groups: () =>
    plot.embedding(tissue, { color: "truth", groups: ["rim"], title: "the rim", palette: ["#d00"] }),
  embedding_rasterized: () => plot.embedding(tissue, { color: "CD3E", rasterized: true }),
  embedding_plain: () => plot.embedding(tissue, { components: [2, 1] }),
  spatial_scale_bar: () => plot.spatial(tissue, { color: "kind", scalebarDx: 10, scalebarUnits: "µm", yAxis: "up" }),
  spatial_sections: () =>
    plot.spatial(tissue, { color: ["depth"], libraryKey: "section", shape: "square", width: 200 }),
  violin: () => plot.violin(tissue, { keys: ["depth", "CD3E"], groupby: "kind" }),
  violin_log: () =>
    plot.violin(tissue, { keys: "depth", groupby: "truth", log: true, stripplot: true, scale: "count" }),
  violin_alone: () => plot.violin(tissue, { keys: ["depth", "PECAM1"], stripplot: false }),
  dotplot: () => plot.dotplot(tissue, { varNames: genes, groupby: "kind" }),
  dotplot_scaled: () => plot.dotplot(tissue, { varNames: ["CD3E", "CD19"], groupby: "truth", standardScale: "var" }),
  matrixplot: () => plot.matrixplot(tissue, { varNames: genes, groupby: "truth", standardScale: "group" }),
  heatmap: () => plot.heatmap(tissue, { varNames: genes, groupby: "kind", height: 160, standardScale: "var" }),
  confusion: () => plot.confusion(tissue, { key: "kind", labelsKey: "truth" }),
  confusion_counts: () => plot.confusion(tissue, { key: "many", labelsKey: "truth", normalize: "none" }),
  loss_curves: () => plot.lossCurves(history(1)),
  loss_curves_runs: () => plot.lossCurves({ "smart": history(1), "<without triplet>": history(1.4) }, { log: true }),
  bic_curve: () => plot.bicCurve([2, 3, 4, 5], [900, 400, 220, 260], 4),
};

for (const [name, make] of Object.entries(PICTURES)) {
  Deno.test(`plot: the picture ${name} is the one that was looked at`, () => assertSnapshot(name, make()));
}
