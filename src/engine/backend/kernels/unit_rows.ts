import { unitRows as divide } from "../../../kernels/ops/unit_rows.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Rows divided by their length, and what they were divided by, from `x`. */
export const unitRows: BackendKernel<Record<never, never>> = {
  name: "WeftUnitRows",
  run({ backend, inputs }) {
    const [x] = inputList(inputs) as [TensorInfo];
    const shape = x.shape as [number, number];
    const y = backend.output(shape), lengths = backend.output([shape[0]]);
    divide(backend.kernels, backend.block(x), backend.block(y), backend.block(lengths), shape);
    return [y, lengths];
  },
};
