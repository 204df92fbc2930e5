import type { Activation } from "../../../kernels/ops/activation.ts";
import { biasRows as finish } from "../../../kernels/ops/bias_rows.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** `act(x + b)` for every row, from `(x, b?)`. */
export const biasRows: BackendKernel<Activation> = {
  name: "WeftBiasRows",
  run({ backend, inputs, attrs }) {
    const [x, bias] = inputList(inputs) as [TensorInfo, TensorInfo | undefined];
    const shape = x.shape as [number, number];
    const out = backend.output(shape);
    finish(backend.kernels, backend.block(x), backend.block(out), shape, {
      ...attrs,
      bias: bias && backend.block(bias),
    });
    return out;
  },
};
