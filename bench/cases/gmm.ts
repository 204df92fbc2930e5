import { fitGmm } from "../../src/cluster/fit_gmm.ts";
import { fitKMeans } from "../../src/cluster/fit_kmeans.ts";
import { ari } from "../../src/metrics/ari.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { clouds } from "../data.ts";
import { writeNpy } from "../npy.ts";

/** EM from one k-means start, as scikit-learn does by default, on both sides. */
export const gmm: BenchCase = {
  name: "gmm",
  title: "GMM, one shared covariance, 10 clusters, 10,000 × 20",
  sides: [WEFT, peerSide("scikit-learn", "gmm")],
  prepare: async (folder) => {
    const { x } = clouds(10_000, 20, 10, 6);
    await writeNpy(`${folder}/x.npy`, x.astype("float64"));
  },
  open: () => {
    const { x, labels } = clouds(10_000, 20, 10, 6);
    const matrix = { data: x.astype("float64").data as Float64Array, nRows: x.nRows, nCols: x.nCols };
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() => {
        const init = fitKMeans(matrix, { nClusters: 10, nInit: 1 }).labels;
        return fitGmm(matrix, { nClusters: 10, init });
      });
      const quality = { "log likelihood a row": value.logLikelihood / x.nRows, ARI: ari(value.labels, labels) };
      return { ...spent, quality };
    });
  },
};
