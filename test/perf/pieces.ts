import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { fitKMeans } from "../../src/cluster/fit_kmeans.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { Frame } from "../../src/data/frame.ts";
import { MuData } from "../../src/data/mudata.ts";
import { fitHarmony } from "../../src/embed/mod.ts";
import { umap } from "../../src/embed/umap.ts";
import { approximateNeighbors, exactNeighbors, neighbors, spatialNeighbors, triplets } from "../../src/graph/mod.ts";
import { smart } from "../../src/methods/mod.ts";
import { ilisi, kbet, kbetPerLabel, modalityCorrelation, silhouette, trustworthiness } from "../../src/metrics/mod.ts";
import { train } from "../../src/train/mod.ts";

const N_DIMS = 20;

/** A piece of the main job, for a tissue of `nObs` spots. */
export type Piece = (nObs: number) => unknown;

/** Rows around seven centres. */
function points(nObs: number, nDims = N_DIMS, seed = 1): Dense {
  const rng = new Rng(seed);
  const data = new Float32Array(nObs * nDims);
  for (let at = 0; at < data.length; at++) data[at] = rng.normal() + 3 * (Math.floor(at / nDims) * (at % nDims) % 7);
  return new Dense(data, { shape: [nObs, nDims] });
}

function sheet(nObs: number): Dense {
  const width = Math.ceil(Math.sqrt(nObs));
  const data = Float64Array.from(
    { length: 2 * nObs },
    (_, at) => at % 2 ? Math.floor((at >> 1) / width) : (at >> 1) % width,
  );
  return new Dense(data, { shape: [nObs, 2] });
}

function tissue(nObs: number): MuData {
  const obs = new Frame(Array.from({ length: nObs }, (_, i) => `spot${i}`));
  const rna = new AnnData({ obs, obsm: { X_pca: points(nObs) } });
  const adt = new AnnData({ obs, obsm: { X_pca: points(nObs, 10, 2) } });
  return spatialNeighbors(new MuData({ mod: { rna, adt } }).with({ obsm: { spatial: sheet(nObs) } }), {
    nNeighbors: 4,
  });
}

function cells(nObs: number): AnnData {
  const obs = new Frame(Array.from({ length: nObs }, (_, i) => `spot${i}`));
  return new AnnData({ obs, obsm: { X_pca: points(nObs), spatial: sheet(nObs) } });
}

const labels = (nObs: number): Int32Array => Int32Array.from({ length: nObs }, (_, i) => i % 7);

const batches = (nObs: number): Int32Array => Int32Array.from({ length: nObs }, (_, i) => (i >> 3) % 3);

/** What must not hold an array of all pairs of spots. */
export const PIECES: Readonly<Record<string, Piece>> = {
  spatialNeighbors: (nObs) => spatialNeighbors(cells(nObs), { nNeighbors: 6 }),
  exactNeighbors: (nObs) => exactNeighbors(points(nObs)),
  approximateNeighbors: (nObs) => approximateNeighbors(points(nObs)),
  "triplets, all rows ranked": (nObs) => triplets(points(nObs), { exactBelow: 2 * nObs }),
  "triplets, by a sample": (nObs) => triplets(points(nObs), { exactBelow: 0 }),
  "neighbors and umap": (nObs) => umap(neighbors(cells(nObs), { useRep: "X_pca" }), { nEpochs: 10 }),
  leiden: (nObs) => leiden(spatialNeighbors(cells(nObs), { nNeighbors: 6 }), { obsp: "spatial_connectivities" }),
  fitGmm: (nObs) => fitGmm(float64(points(nObs)), { nClusters: 7, subsetAbove: 500 }),
  fitKMeans: (nObs) => fitKMeans(float64(points(nObs)), { nClusters: 7, nInit: 2 }),
  silhouette: (nObs) => silhouette(points(nObs), labels(nObs)),
  "ilisi and kbet": (nObs) => {
    const near = exactNeighbors(points(nObs), { nNeighbors: 89 });
    return [ilisi(near, batches(nObs)), kbet(near, batches(nObs))];
  },
  kbetPerLabel: (nObs) =>
    kbetPerLabel(exactNeighbors(points(nObs), { nNeighbors: 49 }), batches(nObs), labels(nObs), { nComps: 8 }),
  fitHarmony: (nObs) => fitHarmony(float64(points(nObs)), batches(nObs), { preset: "harmonypy", maxIterHarmony: 2 }),
  trustworthiness: (nObs) => trustworthiness(points(nObs), points(nObs, 2)),
  modalityCorrelation: (nObs) => modalityCorrelation(points(nObs), points(nObs, 10)),
  "train() with smart()": (nObs) => train(tissue(nObs), smart({ nLatent: 16 }), { nEpochs: 3 }).result(),
};

/** What a piece that does hold all pairs looks like: the measure is held to it. */
export function allPairs(nObs: number): Float32Array {
  return new Float32Array(nObs * nObs).fill(1);
}

function float64(x: Dense): { data: Float64Array; nRows: number; nCols: number } {
  return { data: Float64Array.from(x.data as Float32Array), nRows: x.nRows, nCols: x.nCols };
}
