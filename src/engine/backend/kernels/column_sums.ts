import { columnSums as sum } from "../../../kernels/ops/column_sums.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Sums of the columns of `x`. */
export const columnSums: BackendKernel<Record<never, never>> = {
  name: "WeftColumnSums",
  run({ backend, inputs }) {
    const [x] = inputList(inputs) as [TensorInfo];
    const shape = x.shape as [number, number];
    const out = backend.output([shape[1]]);
    sum(backend.kernels, backend.block(x), shape, { block: backend.block(out) });
    return out;
  },
};
