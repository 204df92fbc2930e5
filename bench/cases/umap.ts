import { AnnData } from "../../src/data/anndata.ts";
import type { Dense } from "../../src/data/dense.ts";
import { umap as layOut } from "../../src/embed/umap.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { trustworthiness } from "../../src/metrics/trustworthiness.ts";
import { type BenchCase, timed } from "../bench_case.ts";
import { clouds } from "../data.ts";
import { writeNpy } from "../npy.ts";

/** Neighbours and layout together, as umap-learn does both. */
export const umap: BenchCase = {
  name: "umap",
  title: "UMAP with its neighbours, 10,000 × 30",
  prepare: (folder) => writeNpy(`${folder}/x.npy`, clouds(10_000, 30, 12, 5).x),
  open: () => {
    const { x } = clouds(10_000, 30, 12, 5);
    const adata = new AnnData({ obsm: { X_pca: x }, X: x });
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() =>
        layOut(neighbors(adata, { useRep: "X_pca", nNeighbors: 15 }), { nEpochs: 200, minDist: 0.1 })
      );
      const rows = Int32Array.from({ length: 2000 }, (_, i) => 5 * i);
      const layout = (value.obsm.X_umap as Dense).takeRows(rows);
      return { ...spent, quality: { trustworthiness: trustworthiness(x.takeRows(rows), layout, { nNeighbors: 15 }) } };
    });
  },
};
