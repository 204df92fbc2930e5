import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import { approximateNeighbors } from "../../src/graph/approximate_neighbors.ts";
import type { BenchCase } from "../bench_case.ts";
import { peerSide, WEFT } from "../side.ts";
import { timed } from "../timed.ts";
import { clouds } from "../data.ts";
import { writeNpy } from "../npy.ts";

const N = 100_000;
const K = 15;
const PROBES = Int32Array.from({ length: 500 }, (_, i) => i * 200);

/** Fifteen nearest of 100,000 rows in 30 dimensions, as the verb finds them at this size. */
export const featureKnn: BenchCase = {
  name: "feature_knn",
  title: "feature 15-NN, 100,000 × 30",
  sides: [WEFT, peerSide("scikit-learn, brute force", "feature_knn")],
  prepare: (folder) => writeNpy(`${folder}/x.npy`, clouds(N, 30, 20, 4).x),
  open: () => {
    const { x } = clouds(N, 30, 20, 4);
    const truth = exactNeighbors(x, { nNeighbors: K + 1, queries: x.takeRows(PROBES) }).indices;
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() => approximateNeighbors(x, { nNeighbors: K, seed: 0 }));
      let found = 0;
      PROBES.forEach((row, q) => {
        const near = new Set(value.indices.subarray(row * K, (row + 1) * K));
        for (let j = 1; j <= K; j++) if (near.has(truth[q * (K + 1) + j]!)) found++;
      });
      return { ...spent, quality: { recall: found / (PROBES.length * K) } };
    });
  },
};
