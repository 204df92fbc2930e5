import { reluBackward as mask } from "../../../kernels/ops/relu_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Gradient in front of a `max(0, ·)`, from `(dy, y)`. */
export const reluBackward: BackendKernel<Record<never, never>> = {
  name: "WeftReluGradient",
  run({ backend, inputs }) {
    const [dy, y] = inputList(inputs) as [TensorInfo, TensorInfo];
    const out = backend.output(dy.shape);
    mask(backend.kernels, backend.block(dy), backend.block(y), backend.block(out));
    return out;
  },
};
