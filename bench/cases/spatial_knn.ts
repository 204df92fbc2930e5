import { Rng } from "../../src/core/rng.ts";
import { AnnData } from "../../src/data/anndata.ts";
import { Dense } from "../../src/data/dense.ts";
import { toCsr } from "../../src/data/matrix.ts";
import { spatialNeighbors } from "../../src/graph/spatial_neighbors.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { writeNpy } from "../npy.ts";

/** Six nearest of a million points in the plane. */
export const spatialKnn: BenchCase = {
  name: "spatial_knn",
  title: "spatial 6-NN graph, 1,000,000 points",
  sides: [WEFT, peerSide("scikit-learn", "spatial_knn")],
  prepare: (folder) => writeNpy(`${folder}/x.npy`, points()),
  open: () => {
    const adata = new AnnData({ X: Dense.zeros(1_000_000, 0), obsm: { spatial: points() } });
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() => spatialNeighbors(adata, { coordType: "generic", nNeighbors: 6 }));
      const distances = toCsr(value.obsp.spatial_distances!).data as Float64Array;
      return {
        ...spent,
        quality: { "mean distance × 1000": 1000 * distances.reduce((a, b) => a + b, 0) / distances.length },
      };
    });
  },
};

function points(): Dense {
  const rng = new Rng(3);
  return new Dense(Float64Array.from({ length: 2_000_000 }, () => rng.uniform()), { shape: [1_000_000, 2] });
}
