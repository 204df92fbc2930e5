import { exactNeighbors } from "../../src/graph/exact_neighbors.ts";
import type { BenchCase } from "../bench_case.ts";
import { writeAll } from "../npy.ts";
import { knnRows, N_NEIGHBORS, N_PROBES, probeRows, recallOf, trueNeighbors } from "../problems/knn_problem.ts";
import { heldToAvx2, peerSide, WEFT_ENGINES } from "../side.ts";
import { timed } from "../timed.ts";

const sklearn = peerSide("scikit-learn, brute force", "exact_knn", "sklearn");
const faiss = peerSide("faiss, flat", "exact_knn", "faiss");

/** The exact twenty nearest rows of every row of an embedding, at two sizes. */
export const exactKnn: readonly BenchCase[] = [10_000, 50_000].map((n) => ({
  name: `knn_${n}`,
  title: `exact 20-NN, ${n.toLocaleString("en")} × 64`,
  sides: [...WEFT_ENGINES, sklearn, faiss, heldToAvx2(sklearn), heldToAvx2(faiss)],
  prepare: async (folder) => {
    const x = knnRows(n);
    const truth = { data: trueNeighbors(x), shape: [N_PROBES, N_NEIGHBORS] };
    await writeAll(folder, { x, truth, probes: { data: probeRows(n), shape: [N_PROBES] } });
  },
  open: () => {
    const x = knnRows(n);
    const truth = trueNeighbors(x);
    return Promise.resolve(async () => {
      const { value, spent } = await timed(() => exactNeighbors(x, { nNeighbors: N_NEIGHBORS }));
      return { ...spent, quality: { recall: recallOf(value.indices, truth) } };
    });
  },
}));
