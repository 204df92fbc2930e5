/** Runs one row of SECURITY.md's table in a folder: `deno run FLAGS calls.ts ROW FOLDER`. */
import * as wf from "weft";

const [row, folder] = Deno.args;
const small = () => wf.datasets.simulatedTissue({ nFeatures: { rna: 20, adt: 5, atac: 20 } });
const spots = () => small().modality("adt").scale().pca({ nComps: 3 });
const prepared = () =>
  Object.keys(small().mod).reduce(
    (tissue, name) => tissue.modality(name, (adata) => adata.pca({ nComps: 3 })),
    small().spatialNeighbors({ nNeighbors: 4 }),
  );

const CALLS: Readonly<Record<string, () => unknown>> = {
  objects() {
    const clustered = spots().spatialNeighbors().neighbors().kmeans({
      nClusters: 3,
      useRep: "X_pca",
      keyAdded: "domain",
    });
    clustered.leiden().umap({ nEpochs: 2 });
    wf.metrics.report(clustered, { key: "domain", useRep: "X_pca" });
    wf.htmlSummary(clustered);
  },
  async readCsv() {
    await wf.readCsv(`${folder}/x.csv`);
    await wf.readTable(`${folder}/x.csv`);
    await wf.readGeneAnnotation(`${folder}/x.bed`);
  },
  async readH5ad() {
    await wf.readH5ad(`${folder}/x.h5ad`);
    await wf.inspect(`${folder}/x.h5ad`);
  },
  async writeH5ad() {
    await wf.writeH5ad(spots(), `${folder}/x.h5ad`);
    await wf.writeTable(spots().obs, `${folder}/x.csv`);
  },
  async train() {
    await wf.train(prepared(), wf.smart(), { nEpochs: 1 }).result();
  },
  async native() {
    await wf.train(prepared(), wf.smart(), { nEpochs: 1, engine: "native" }).result();
  },
};

await CALLS[row!]!();
console.log("done");
