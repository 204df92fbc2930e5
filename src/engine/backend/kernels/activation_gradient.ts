import type { Activation } from "../../../kernels/ops/activation.ts";
import { activationBackward } from "../../../kernels/ops/activation_backward.ts";
import { type BackendKernel, inputList } from "../backend_kernel.ts";
import type { TensorInfo } from "../tensor_info.ts";

/** Gradient in front of an activation, from `(dy, y)`. */
export const activationGradient: BackendKernel<Activation> = {
  name: "WeftActivationGradient",
  run({ backend, inputs, attrs }) {
    const [dy, y] = inputList(inputs) as [TensorInfo, TensorInfo];
    const out = backend.output(dy.shape);
    activationBackward(backend.kernels, backend.block(dy), backend.block(y), backend.block(out), attrs);
    return out;
  },
};
