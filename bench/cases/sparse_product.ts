import { sparseBlocks } from "../../src/engine/backend/sparse_blocks.ts";
import { spmm } from "../../src/kernels/ops/spmm.ts";
import { sharedKernels } from "../../src/kernels/shared_kernels.ts";
import { neighborMean } from "../../src/nn/neighbor_mean.ts";
import type { BenchCase } from "../bench_case.ts";
import { writeAll } from "../npy.ts";
import { N_ROWS, PRODUCT_BYTES, spmmProblem, TRIAD_BYTES, WIDTH } from "../problems/spmm_problem.ts";
import { peerSide, WEFT_ENGINES } from "../side.ts";
import { timedTimes } from "../timed.ts";

/** Means over six neighbours, and what the memory of this machine gives at most: a triad in the same run. */
export const sparseProduct: BenchCase = {
  name: "spmm",
  title: `sparse × dense, ${N_ROWS.toLocaleString("en")} rows of 6 entries × ${WIDTH} columns`,
  sides: [
    ...WEFT_ENGINES,
    peerSide("triad a = b + s c", "spmm", "triad"),
    peerSide("PyTorch CSR", "spmm", "csr"),
    peerSide("PyTorch embedding_bag", "spmm", "bag"),
  ],
  repeat: 20,
  prepare: async (folder) => {
    const { graph, x } = spmmProblem();
    await writeAll(folder, {
      x: { data: x, shape: [N_ROWS, WIDTH] },
      indptr: { data: graph.indptr, shape: [N_ROWS + 1] },
      indices: { data: graph.indices, shape: [graph.indices.length] },
      bytes: { data: Float64Array.of(PRODUCT_BYTES, TRIAD_BYTES), shape: [2] },
    });
  },
  open: (_, { engine }) => {
    const { graph, x } = spmmProblem();
    const { kernels } = sharedKernels(engine as "native" | "wasm");
    const matrix = sparseBlocks(kernels, neighborMean(graph).forward);
    const [input, output] = [kernels.alloc(x.length), kernels.alloc(x.length)];
    input.f32.set(x);
    return Promise.resolve(async (repeat) => {
      const { spent } = await timedTimes(repeat, () => spmm(kernels, matrix, input, output, WIDTH));
      return { ...spent, quality: { "GB/s": PRODUCT_BYTES / Math.min(...spent.seconds) / 1e9 } };
    });
  },
};
