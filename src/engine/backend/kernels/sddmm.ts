import { sddmm as products } from "../../../kernels/ops/sddmm.ts";
import type { SparsePattern } from "../../transposed_pattern.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import { patternBlocks } from "../sparse_blocks.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** A product of rows for each entry of a pattern, from `(a, b)`. */
export const sddmm: BackendKernel<{ readonly pattern: SparsePattern; readonly both: boolean }> = {
  name: "WeftSddmm",
  run({ backend, inputs, attrs: { pattern, both } }) {
    const { kernels } = backend;
    const [a, b] = inputList(inputs) as [TensorInfo, TensorInfo];
    const out = backend.output([pattern.indices.length]);
    const operands = { a: backend.block(a), b: backend.block(b), width: a.shape[1]!, both };
    products(kernels, patternBlocks(kernels, pattern), operands, backend.block(out));
    return out;
  },
};
