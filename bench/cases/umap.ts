import { AnnData } from "../../src/data/anndata.ts";
import type { Dense } from "../../src/data/dense.ts";
import { umap as layOut } from "../../src/embed/umap.ts";
import { loadUmapJs } from "../../src/embed/umap_js.ts";
import { neighbors } from "../../src/graph/neighbors.ts";
import { trustworthiness } from "../../src/metrics/trustworthiness.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { clouds } from "../data.ts";
import { writeNpy } from "../npy.ts";

/** Neighbours and layout together, as umap-learn does both; by weft's engine. */
export const umap: BenchCase = umapCase("umap", "UMAP with its neighbours, 10,000 × 30", "weft");

/** The same with the layout of umap-js. */
export const umapJs: BenchCase = umapCase("umap_js", "the same, laid out by umap-js", "umap-js");

function umapCase(name: string, title: string, engine: "weft" | "umap-js"): BenchCase {
  return {
    name,
    title,
    sides: [WEFT, peerSide("umap-learn", "umap")],
    prepare: (folder) => writeNpy(`${folder}/x.npy`, clouds(10_000, 30, 12, 5).x),
    open: async () => {
      await loadUmapJs();
      const { x } = clouds(10_000, 30, 12, 5);
      const adata = new AnnData({ obsm: { X_pca: x }, X: x });
      return async () => {
        const { value, spent } = await timed(() =>
          layOut(neighbors(adata, { useRep: "X_pca", nNeighbors: 15 }), { engine, nEpochs: 200, minDist: 0.1 })
        );
        const rows = Int32Array.from({ length: 2000 }, (_, i) => 5 * i);
        const layout = (value.obsm.X_umap as Dense).takeRows(rows);
        return {
          ...spent,
          quality: { trustworthiness: trustworthiness(x.takeRows(rows), layout, { nNeighbors: 15 }) },
        };
      };
    },
  };
}
