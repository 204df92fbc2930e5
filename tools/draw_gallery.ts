/** Draws the pictures of docs/guide/pictures.md from a simulated tissue: `deno run -A tools/draw_gallery.ts`. */
import * as wf from "../mod.ts";

const FOLDER = new URL("../docs/images/", import.meta.url);
const KINDS = ["B cells", "T cells", "macrophages", "fibroblasts", "endothelium"];

const simulated = wf.datasets.simulatedTissue({ seed: 1 })
  .modality("rna", (a) => a.normalizeTotal({ targetSum: 1e4 }).log1p().pca({ nComps: 10 }));
const rna = await simulated.modality("rna").neighbors({ nNeighbors: 15 }).umap({ useRep: "X_pca", seed: 1 });
const { codes } = wf.codesOf(rna.obs.column("domain"));
const tissue = rna.kmeans({ useRep: "X_pca", nClusters: 5, keyAdded: "cluster", seed: 1 }).with({
  obs: { kind: wf.categorical(Array.from(codes, (code) => KINDS[code % KINDS.length]!), { categories: KINDS }) },
});
const genes = tissue.varNames;
const sets = { "first": genes.slice(0, 5), "second": genes.slice(5, 10), "third": genes.slice(10, 16) };

const PICTURES: Readonly<Record<string, () => wf.plot.VegaSpec>> = {
  embedding: () => wf.plot.embedding(tissue, { color: ["kind", genes[3]!], width: 220, rasterized: true }),
  spatial: () =>
    wf.plot.spatial(tissue, {
      color: ["kind", genes[3]!],
      width: 220,
      scalebarDx: 55,
      scalebarUnits: "µm",
      rasterized: true,
    }),
  violin: () => wf.plot.violin(tissue, { keys: [genes[3]!, "X_pca:0"], groupby: "kind", height: 150 }),
  dotplot: () => wf.plot.dotplot(tissue, { varNames: sets, groupby: "kind", standardScale: "var" }),
  heatmap: () => wf.plot.heatmap(tissue, { varNames: sets, groupby: "kind", height: 180 }),
  confusion: () => wf.plot.confusion(tissue, { key: "cluster", labelsKey: "kind" }),
};

for (const [name, make] of Object.entries(PICTURES)) {
  const svg = await wf.plot.specToSvg({ ...make(), background: "white", padding: 12 }, { colors: "print" });
  await Deno.writeTextFile(new URL(`plot_${name}.svg`, FOLDER), `${svg}\n`);
  console.log(`${name}  ${Math.round(svg.length / 1024)} KB`);
}
