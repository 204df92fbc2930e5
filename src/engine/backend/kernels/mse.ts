import { mse as measure } from "../../../kernels/ops/mse.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { Recorded } from "../recorded.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Mean squared error of `(prediction, target)`, and its gradient in the prediction. */
export const mse: BackendKernel<Recorded> = {
  name: "WeftMse",
  run({ backend, inputs, attrs: { recorded } }) {
    const [x, target] = inputList(inputs) as [TensorInfo, TensorInfo];
    const gradients = recorded ? [backend.output(x.shape)] : [];
    const [slot] = gradients.map((gradient) => backend.block(gradient));
    const value = measure(backend.kernels, backend.block(x), backend.block(target), slot);
    return [backend.scalar(value), ...gradients];
  },
};
