import { spmm } from "../../../kernels/ops/spmm.ts";
import type { MappedPattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { weightedBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** `A x` from `(values, x)`, the weights of `A` being a tensor. */
export const edgeProduct: BackendKernel<{ readonly pattern: MappedPattern }> = {
  name: "WeftEdgeProduct",
  run({ backend, inputs, attrs: { pattern } }) {
    const { kernels } = backend;
    const [values, x] = inputList(inputs) as [TensorInfo, TensorInfo];
    const width = x.shape[1]!;
    const out = backend.output([pattern.nRows, width]);
    const matrix = weightedBlocks(kernels, pattern, backend.block(values), values.shape[0]!);
    spmm(kernels, matrix, backend.block(x), backend.block(out), width);
    return out;
  },
};
