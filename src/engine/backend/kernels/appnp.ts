import { spmm } from "../../../kernels/ops/spmm.ts";
import type { SparseRows } from "../../sparse_operator.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { sparseBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** A walk along a graph. */
export interface AppnpAttributes {
  /** `A`, square. */
  readonly matrix: SparseRows;
  /** How much of the start is added at every step. */
  readonly alpha: number;
  /** Number of steps. */
  readonly steps: number;
}

/** `T ← (1 − α) A T + α x`, from `T = x`. */
export const appnp: BackendKernel<AppnpAttributes> = {
  name: "WeftAppnp",
  run({ backend, inputs, attrs: { matrix, alpha, steps } }) {
    const { kernels } = backend;
    const [x] = inputList(inputs) as [TensorInfo];
    const width = x.shape[1]!;
    const start = backend.block(x);
    const blocks = sparseBlocks(kernels, matrix);
    const scales = { product: 1 - alpha, addend: alpha };
    const turns = [kernels.alloc(start.length), ...(steps > 1 ? [kernels.alloc(start.length)] : [])];
    let from = start;
    for (let step = 0; step < steps; step++) {
      const to = turns[step % turns.length]!;
      spmm(kernels, blocks, from, to, width, start, scales);
      from = to;
    }
    if (steps === 0) turns[0]!.f32.set(start.f32);
    const result = steps === 0 ? turns[0]! : from;
    for (const block of turns) if (block !== result) kernels.free(block);
    return backend.adopt(result, x.shape);
  },
};
