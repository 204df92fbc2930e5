import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import type { MuData } from "../../src/data/mudata.ts";
import { representation } from "../../src/data/representation.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import { readFeatures } from "../../src/methods/read_features.ts";
import { smart, type SmartOptions } from "../../src/methods/mod.ts";
import { train } from "../../src/train/train.ts";

/** Makes one embedding of a prepared tissue. */
export type Embed = (tissue: MuData) => Dense | Promise<Dense>;

/** The rows of the table, from no method at all to the default. */
export const ROWS: Readonly<Record<string, Embed>> = {
  "RNA alone": (tissue) => features(tissue, ["rna"]),
  "proteins alone": (tissue) => features(tissue, ["adt"]),
  "chromatin alone": (tissue) => features(tissue, ["atac"]),
  "PCA, concatenated": (tissue) => features(tissue),
  "its mean over 5 spots": (tissue) => meanOver(tissue, 4),
  "its mean over 9 spots": (tissue) => meanOver(tissue, 8),
  "SMART, untrained": (tissue) => embed(tissue, { nEpochs: 0 }),
  "SMART, fusion only (`released`)": (tissue) => embed(tissue, { preset: "released" }),
  "SMART, all weights (`default`)": (tissue) => embed(tissue, {}),
  "SMART, all weights, no graph": (tissue) => embed(tissue, { useGraph: false }),
};

async function embed(tissue: MuData, options: SmartOptions): Promise<Dense> {
  const result = await train(tissue, smart(options), { seed: 0 }).result();
  return representation(result, "X_smart");
}

function features(tissue: MuData, only: readonly string[] = tissue.modalityNames): Dense {
  const blocks = readFeatures(tissue, {}).filter(({ name }) => only.includes(name));
  const width = blocks.reduce((sum, { nFeatures }) => sum + nFeatures, 0);
  const joined = new Float32Array(tissue.nObs * width);
  for (let i = 0; i < tissue.nObs; i++) {
    let at = i * width;
    for (const { nFeatures, data } of blocks) {
      joined.set(data.subarray(i * nFeatures, (i + 1) * nFeatures), at);
      at += nFeatures;
    }
  }
  return new Dense(joined, { shape: [tissue.nObs, width] });
}

function meanOver(tissue: MuData, nNeighbors: number): Dense {
  const x = features(tissue);
  const graph = toCsr(
    spatialNeighbors(tissue, { nNeighbors, coordType: "generic", keyAdded: "mean" }).obsp["mean_connectivities"]!,
  );
  const means = Float32Array.from(x.data as Float32Array);
  for (let i = 0; i < x.nRows; i++) {
    const row = means.subarray(i * x.nCols, (i + 1) * x.nCols);
    const from = graph.indptr[i]!, to = graph.indptr[i + 1]!;
    for (let p = from; p < to; p++) x.row(graph.indices[p]!).forEach((value, j) => row[j]! += Number(value));
    row.forEach((value, j) => row[j] = value / (to - from + 1));
  }
  return new Dense(means, { shape: x.shape });
}
